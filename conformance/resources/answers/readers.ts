import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { Agent, setGlobalDispatcher } from 'undici';
import { makeDistribution, WHEEL } from '../../../__tests__/unit/distributions.ts';
import { storeBundle } from '../../../src/github/attestation-store.ts';
import { requestIdToken } from '../../../src/github/id-token.ts';
import { decodeIdToken } from '../../../src/github/oidc.ts';
import { readRepositoryFile } from '../../../src/github/repository-files.ts';
import { openGithub } from '../../../src/github/rest-client.ts';
import type { RetryDeps } from '../../../src/http/retry.ts';
import { inspectSignatures } from '../../../src/inspect/signatures.ts';
import { readLock } from '../../../src/lockfiles/read-lock.ts';
import { readChangeEvent } from '../../../src/process/change-base.ts';
import { parsePolicyFile } from '../../../src/provenance/policy/policy-file.ts';
import { indexProfile } from '../../../src/pypi/index-profile.ts';
import { askProvenance } from '../../../src/pypi/simple/integrity.ts';
import { fetchListing, fetchProjectState } from '../../../src/pypi/simple/project-state.ts';
import { fetchProvenanceText } from '../../../src/pypi/simple/provenance-text.ts';
import { indexAudience } from '../../../src/pypi/token/audience.ts';
import { discoverTokenEndpoints } from '../../../src/pypi/token/token-endpoints.ts';
import { mintUploadToken } from '../../../src/pypi/token/upload-token.ts';
import { uploadFile } from '../../../src/pypi/upload/upload.ts';
import { publicRoot, shippedRoot } from '../../../src/sigstore/public-instance.ts';
import { readAttestations } from '../../../src/sigstore/read/read-attestations.ts';
import { requestCertificate } from '../../../src/sigstore/sign/certificate.ts';
import { RekorWitness } from '../../../src/sigstore/sign/rekor-witness.ts';
import { parseTrustedRoot } from '../../../src/sigstore/sigstore-instance.ts';
import { createProvenanceVerifier } from '../../../src/sigstore/verify/provenance-verifier.ts';
import { openPack } from '../../../src/verify/evidence/pack.ts';
import { readProvenance } from '../../../src/verify/evidence/provenance.ts';

/** What a reader is given: an answer on loopback, and a file with the same bytes. */
export interface Given {
  readonly url: string;
  readonly path: string;
  readonly deps: RetryDeps;
}

const TOKEN = ['{"alg":"RS256"}', JSON.stringify(claims()), 'c2ln']
  .map((part) => Buffer.from(part).toString('base64url'))
  .join('.');
const SUBJECT = { filename: WHEEL, sha256: 'ab'.repeat(32) };
const CONTENT = {
  $case: 'dsseEnvelope' as const,
  dsseEnvelope: {
    payload: Buffer.from('{}'),
    payloadType: 'application/vnd.in-toto+json',
    signatures: [{ sig: Buffer.from('signature'), keyid: '' }],
  },
};

/**
 * Every reader of what a server or another project wrote, by name. Each gives what it made of it in a
 * few words, or throws.
 */
export const READERS: Readonly<Record<string, (given: Given) => Promise<unknown>>> = {
  mint: async ({ url, deps }) =>
    (await mintUploadToken(async () => 'id', indexProfile(`${url}/legacy/`), deps)).kind,
  audience: ({ url, deps }) => indexAudience(indexProfile(`${url}/legacy/`), deps),
  discovery: async ({ url, deps }) => {
    const { mintUrl } = await discoverTokenEndpoints(indexProfile(`${url}/legacy/`), deps);
    return new URL(mintUrl).pathname;
  },
  'id-token': async ({ url, deps }) =>
    typeof (await requestIdToken('pypi', { url: `${url}/?a=b`, requestToken: 'x' }, deps)),
  certificate: ({ url, deps }) =>
    requestCertificate(async () => idToken(), { url, budgetMs: 20_000 }, deps),
  rekor: ({ url, deps }) =>
    new RekorWitness({ url, budgetMs: 20_000 }, deps).testify(CONTENT, 'PEM'),
  integrity: async ({ url, deps }) => {
    const file = { project: 'widget', version: '1.0', filename: WHEEL };
    return askProvenance(file, indexProfile(`${url}/legacy/`), deps);
  },
  provenance: async ({ url, deps }) => {
    const index = { simpleUrl: `${url}/simple/`, title: 'the index' };
    const answer = await fetchProvenanceText(`${url}/p`, index, deps);
    if (answer.kind !== 'found') return answer;
    const verifier = createProvenanceVerifier(shippedRoot());
    return readProvenance(answer.text, SUBJECT, verifier, 'index');
  },
  'project-state': async ({ url, deps }) => {
    const state = await fetchProjectState('widget', indexProfile(`${url}/legacy/`), deps);
    return state.kind === 'exists' ? { files: state.page.files.length } : state;
  },
  listing: async ({ url, deps }) => {
    const index = { simpleUrl: `${url}/simple/`, title: 'the index' };
    const answer = await fetchListing('widget', index, deps);
    return answer.kind === 'listed' ? { files: answer.page.files.length } : answer;
  },
  upload: async ({ url, path, deps }) => {
    const bytes = 'bytes';
    await writeFile(`${path}.whl`, bytes);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const distribution = makeDistribution(WHEEL, { path: `${path}.whl`, sha256 });
    const upload = { distribution, attestations: [], authorization: 'x' };
    return uploadFile(upload, indexProfile(`${url}/legacy/`), deps);
  },
  'github-store': ({ url, deps }) =>
    storeBundle('{}', { url, token: 'x', repository: 'a/b' }, deps),
  'github-file': async ({ url, deps }) => {
    const client = await openGithub({ url, token: 'x' }, deps, 60_000);
    const files = { client, owner: 'a', repo: 'b', maxFileBytes: 64 << 20 };
    return (await readRepositoryFile('p.toml', 'a'.repeat(40), files))?.length;
  },
  tuf: async ({ url, path, deps }) => {
    const { port } = new URL(url);
    // All that TUF asks goes to the answer, whatever its host.
    const connect = (_: unknown, done: (error: null, socket: object) => void) => {
      const socket = createConnection({ host: '127.0.0.1', port: Number(port) });
      socket.once('connect', () => done(null, socket));
    };
    setGlobalDispatcher(new Agent({ connect: connect as never }));
    return (await publicRoot(`${path}.tuf`, deps)).staleBecause;
  },
  'trust-config': async ({ path }) => {
    parseTrustedRoot(await readFile(path, 'utf8'), 'trust.json');
    return 'read';
  },
  attestations: async ({ path }) => readAttestations(await readFile(path, 'utf8')).length,
  'inspected-bundle': async ({ path }) =>
    (await inspectSignatures(path, [], undefined)).documents.length,
  pack: async ({ path }) => openPack(await readFile(path, 'utf8'), 'pack.jsonl').created,
  'pipfile-lock': async ({ path }) =>
    (await readLock('Pipfile.lock', await readFile(path))).packages.length,
  'pip-report': async ({ path }) =>
    (await readLock('report.json', await readFile(path))).packages.length,
  event: ({ path }) =>
    readChangeEvent({ GITHUB_EVENT_NAME: 'pull_request', GITHUB_EVENT_PATH: path }),
  policy: async ({ path }) => typeof parsePolicyFile(await readFile(path, 'utf8'), 'policy.toml'),
};

function claims() {
  const text = Object.fromEntries(
    [
      'iss',
      'aud',
      'sub',
      'repository',
      'repository_owner',
      'workflow_ref',
      'job_workflow_ref',
      'event_name',
    ].map((name) => [name, 'x']),
  );
  return { ...text, exp: 2_000_000_000 };
}

function idToken() {
  const token = decodeIdToken(TOKEN);
  if (!token) throw new TypeError('the ID token of this file is none');
  return token;
}
