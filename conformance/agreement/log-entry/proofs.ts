import { base64, type EntryChanges, type Json } from '../forge.ts';
import type { OddEntry } from './odd-entry.ts';

export function* proofs(): Generator<OddEntry> {
  const put = (name: string, changes: EntryChanges): OddEntry => ({
    group: 'proof',
    name,
    changes,
  });
  for (const [before, after] of [
    [0, 0],
    [0, 1],
    [1, 0],
    [3, 0],
    [0, 4],
    [7, 8],
    [6, 94],
    [255, 1],
  ] as const) {
    yield put(`entry ${before} of ${before + after + 1}`, { before, after });
    const proof = (change: (proof: Json) => Json): EntryChanges => ({
      before,
      after,
      entry: (usual) => ({ ...usual, inclusionProof: change(usual['inclusionProof'] as Json) }),
    });
    const of = `in a tree of ${before + after + 1}, entry ${before}`;
    const size = before + after + 1;
    yield put(
      `tree size + 1 ${of}`,
      proof((one) => ({ ...one, treeSize: String(size + 1) })),
    );
    yield put(
      `tree size * 2 ${of}`,
      proof((one) => ({ ...one, treeSize: String(size * 2) })),
    );
    yield put(
      `tree size - 1 ${of}`,
      proof((one) => ({ ...one, treeSize: String(size - 1) })),
    );
    yield put(
      `another root ${of}`,
      proof((one) => ({ ...one, rootHash: base64(Buffer.alloc(32)) })),
    );
    yield put(
      `no root ${of}`,
      proof((one) => ({ ...one, rootHash: '' })),
    );
    yield put(
      `index + 1 ${of}`,
      proof((one) => ({ ...one, logIndex: String(before + 1) })),
    );
    yield put(
      `index 0 ${of}`,
      proof((one) => ({ ...one, logIndex: '0' })),
    );
    yield put(
      `a hash more ${of}`,
      proof((one) => ({
        ...one,
        hashes: [...(one['hashes'] as string[]), base64(Buffer.alloc(32))],
      })),
    );
    yield put(
      `a hash less ${of}`,
      proof((one) => ({ ...one, hashes: (one['hashes'] as string[]).slice(1) })),
    );
  }
}
