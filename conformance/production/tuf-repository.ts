import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type LoopbackServer, type Route, startServer } from '../../sandbox/http/server.ts';
import { HOSTS } from './hosts.ts';

/** A TUF repository (TUF 1.0.31, consistent snapshots) as Sigstore's is, with a root of its own. */
export interface TufRepository extends LoopbackServer {
  /** The signed root metadata. */
  readonly root: Buffer;
}

const DAY = 86_400_000;
const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex');

/** Serves targets by name; one Ed25519 key has every role. */
export async function startTufRepository(
  targets: Readonly<Record<string, object>>,
): Promise<TufRepository> {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const raw = publicKey.export({ type: 'spki', format: 'der' }).subarray(-32);
  const key = { keytype: 'ed25519', keyval: { public: raw.toString('hex') }, scheme: 'ed25519' };
  const keyid = sha256(canonical(key));
  const expires = new Date(Date.now() + 30 * DAY).toISOString().replace(/\.\d+Z$/, 'Z');
  const metadata = (type: string, content: object): Buffer => {
    const signed = { _type: type, spec_version: '1.0.31', version: 1, expires, ...content };
    const sig = sign(null, Buffer.from(canonical(signed)), privateKey).toString('hex');
    return Buffer.from(JSON.stringify({ signatures: [{ keyid, sig }], signed }));
  };

  const role = { keyids: [keyid], threshold: 1 };
  const files = Object.entries(targets).map(
    ([name, content]) => [name, Buffer.from(JSON.stringify(content))] as const,
  );
  const described = files.map(([name, bytes]) => {
    return [name, { length: bytes.length, hashes: { sha256: sha256(bytes) } }] as const;
  });
  const root = metadata('root', {
    consistent_snapshot: true,
    keys: { [keyid]: key },
    roles: { root: role, timestamp: role, snapshot: role, targets: role },
  });
  const served = new Map<string, Buffer>([
    ['/timestamp.json', metadata('timestamp', { meta: { 'snapshot.json': { version: 1 } } })],
    ['/1.snapshot.json', metadata('snapshot', { meta: { 'targets.json': { version: 1 } } })],
    ['/1.targets.json', metadata('targets', { targets: Object.fromEntries(described) })],
    ...files.map(([name, bytes]) => [`/targets/${sha256(bytes)}.${name}`, bytes] as const),
  ]);
  const route: Route = {
    method: 'GET',
    path: /^\/.+$/,
    handle: ({ response, url }) => {
      const found = served.get(url.pathname);
      response.writeHead(found === undefined ? 404 : 200, { 'content-type': 'application/json' });
      response.end(found);
    },
  };
  return Object.assign(await startServer(() => [route]), { root });
}

/**
 * Leaves the root where the action's TUF client keeps what it trusts, as an earlier job on the
 * same runner would have: without it the client starts from the root that it is shipped with,
 * whose keys nobody but Sigstore has.
 *
 * @param runnerTemp The RUNNER_TEMP of the run to come.
 */
export async function trustTufRepository(
  repository: TufRepository,
  runnerTemp: string,
): Promise<void> {
  const cache = join(runnerTemp, 'pypi-trusted-publish-tuf', HOSTS.tuf);
  await mkdir(join(cache, 'targets'), { recursive: true });
  await writeFile(join(cache, 'root.json'), repository.root);
}

/** OLPC's canonical JSON, for what has only integers and plain ASCII: sorted keys, no blanks. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) {
    return `[${value.map(canonical).join(',')}]`;
  }
  if (typeof value !== 'object' || value === null) {
    return JSON.stringify(value);
  }
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, item]) => `${JSON.stringify(name)}:${canonical(item)}`).join(',')}}`;
}
