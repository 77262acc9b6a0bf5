import { sign } from 'node:crypto';
import { type KeyPair, logId } from './digest.ts';
import type { MerkleTree } from './merkle-tree.ts';

/** A tree's size and root as a signed note (C2SP signed-note, tlog-checkpoint). */
export function checkpoint(origin: string, name: string, tree: MerkleTree, key: KeyPair): string {
  const note = `${origin}\n${tree.size}\n${tree.root().toString('base64')}\n`;
  const signature = sign('sha256', Buffer.from(note), key.privateKey);
  const signed = Buffer.concat([logId(key.publicKey).subarray(0, 4), signature]);
  return `${note}\n— ${name} ${signed.toString('base64')}\n`;
}
