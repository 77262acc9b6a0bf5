import { createHash, randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { githubClaims } from '../../sandbox/github/claims.ts';
import { startGithub } from '../../sandbox/github/id-token-service.ts';
import { startFulcio } from '../../sandbox/sigstore/fulcio.ts';
import { startRekor } from '../../sandbox/sigstore/rekor.ts';
import { trustConfig } from '../../sandbox/sigstore/trust-config.ts';
import { decodeIdToken } from '../../src/github/oidc.ts';
import { createHttpClient } from '../../src/http/client.ts';
import { createConnections } from '../../src/http/dispatcher.ts';
import { systemClock } from '../../src/process/create-deps.ts';
import { publishStatement } from '../../src/sigstore/model/statement.ts';
import { withSigningSession } from '../../src/sigstore/sign/signing-session.ts';

/** A wheel that is locked, and what proves where it comes from. */
export interface BenchFile {
  readonly project: string;
  readonly filename: string;
  readonly sha256: string;
  /** `owner/name`. */
  readonly repository: string;
  readonly path: string;
  readonly provenancePath: string;
}

export interface BenchCorpus {
  readonly files: readonly BenchFile[];
  readonly lockPath: string;
  readonly trustConfigPath: string;
  /** Every answer of the index by its path. */
  readonly answers: ReadonlyMap<string, string>;
}

/** Files of each project on its page: as many as real locks have on average, over some releases. */
const FILES_OF_A_PROJECT = 40;

/**
 * Makes `count` projects on an index: each with a wheel that a GitHub job of its own attested,
 * after an earlier release that the same repository attested.
 * @param origin of the index that will serve the answers
 */
export async function makeCorpus(
  count: number,
  directory: string,
  origin: string,
): Promise<BenchCorpus> {
  const github = await startGithub();
  const fulcio = await startFulcio({ jwks: github.jwks });
  const rekor = await startRekor({});
  const log = { info() {}, verbose() {}, notice() {}, warning() {}, progress() {}, secret() {} };
  const group = <T>(_: string, work: () => Promise<T>) => work();
  const connections = createConnections({ forHttp: '', forHttps: '', except: '' });
  const http = createHttpClient({ dispatcher: connections.dispatcher, log: { ...log, group } });
  const deps = { http, clock: systemClock, log: { ...log, group } };
  const attest = (number: number, statement: Buffer) =>
    withSigningSession(
      {
        fulcioUrl: fulcio.url,
        rekorUrl: rekor.url,
        rekorApiVersion: 1,
        timestampUrls: [],
        budgetMs: 60_000,
        concurrency: 1,
        idToken: async () => {
          const token = decodeIdToken(github.idToken('sigstore', claimsOf(number)));
          if (!token) throw new TypeError('no token');
          return token;
        },
      },
      deps,
      (session) => session.attest([statement]),
    );
  const trustConfigPath = join(directory, 'trust-config.json');
  const start = new Date(Date.now() - 3_600_000);
  await writeFile(trustConfigPath, JSON.stringify(trustConfig(fulcio, rekor, start)));
  await mkdir(join(directory, 'dist'), { recursive: true });
  const answers = new Map<string, string>();
  const files: BenchFile[] = [];
  for (let number = 0; number < count; number++) {
    const project = `project-${number}`;
    const listed: object[] = [];
    for (const version of ['1.0', '1.1']) {
      const filename = `project_${number}-${version}-py3-none-any.whl`;
      const bytes = randomBytes(64);
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      const attestations = await attest(number, publishStatement({ filename, sha256 }));
      const repository = `acme/${project}`;
      const publisher = {
        kind: 'GitHub',
        repository,
        workflow: 'release.yml',
        environment: 'pypi',
      };
      const provenance = JSON.stringify({
        version: 1,
        attestation_bundles: [{ publisher, attestations }],
      });
      const place = `/integrity/${project}/${version}/${filename}/provenance`;
      answers.set(place, provenance);
      listed.push(listedFile({ filename, sha256, version }, origin, `${origin}${place}`));
      if (version === '1.0') continue;
      const path = join(directory, 'dist', filename);
      const provenancePath = `${path}.provenance`;
      await writeFile(path, bytes);
      await writeFile(provenancePath, provenance);
      files.push({ project, filename, sha256, repository, path, provenancePath });
    }
    while (listed.length < FILES_OF_A_PROJECT) {
      const version = `0.${listed.length}`;
      const filename = `project_${number}-${version}.tar.gz`;
      const sha256 = createHash('sha256').update(filename).digest('hex');
      listed.push(listedFile({ filename, sha256, version }, origin, null));
    }
    answers.set(`/simple/${project}/`, JSON.stringify(page(project, listed)));
  }
  const lockPath = join(directory, 'pylock.toml');
  await writeFile(lockPath, lockText(files, origin));
  await Promise.all([github.close(), fulcio.close(), rekor.close(), connections.close()]);
  return { files, lockPath, trustConfigPath, answers };
}

function claimsOf(number: number) {
  const repository = `acme/project-${number}`;
  return githubClaims({ repository, repository_id: String(740_000_000 + number) });
}

function listedFile(
  file: { readonly filename: string; readonly sha256: string; readonly version: string },
  origin: string,
  provenance: string | null,
): object {
  const { filename, sha256, version } = file;
  const isOld = version.startsWith('0.');
  const age = isOld ? 400 * 86_400_000 : version === '1.0' ? 60_000 : 0;
  return {
    filename,
    url: `${origin}/packages/${sha256.slice(0, 2)}/${filename}`,
    hashes: { sha256 },
    'requires-python': '>=3.9',
    size: 64,
    'upload-time': new Date(Date.now() - age).toISOString(),
    yanked: false,
    'core-metadata': false,
    provenance,
  };
}

function page(name: string, files: readonly object[]): object {
  return {
    meta: { 'api-version': '1.4', '_last-serial': 1 },
    name,
    'project-status': { status: 'active' },
    versions: [],
    files,
  };
}

function lockText(files: readonly BenchFile[], origin: string): string {
  const packages = files.map(
    ({ project, filename, sha256 }) =>
      `\n[[packages]]\nname = "${project}"\nversion = "1.1"\nindex = "${origin}/simple"\n\n[[packages.wheels]]\nname = "${filename}"\nurl = "${origin}/packages/${filename}"\nhashes = { sha256 = "${sha256}" }\n`,
  );
  return `lock-version = "1.0"\ncreated-by = "bench"\n${packages.join('')}`;
}
