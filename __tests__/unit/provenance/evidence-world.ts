import { createHash } from 'node:crypto';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from '@jest/globals';
import { TrustedRoot } from '@sigstore/protobuf-specs';
import { type Claims, githubClaims } from '../../../sandbox/github/claims.ts';
import { NO_DEMANDS } from '../../../src/provenance/policy/demands.ts';
import { DEFAULT_POLICY } from '../../../src/provenance/policy/policy.ts';
import type { VerifiedItem, VerifyReport } from '../../../src/provenance/report.ts';
import type { RuleId } from '../../../src/provenance/rules.ts';
import type { VerificationSubject } from '../../../src/provenance/subject.ts';
import type { Attestation } from '../../../src/sigstore/model/attestation.ts';
import { INTEGRITY_JSON } from '../../../src/sigstore/model/provenance.ts';
import { publishStatement } from '../../../src/sigstore/model/statement.ts';
import type { VerifyConfig } from '../../../src/verify/config.ts';
import { verifyTargets } from '../../../src/verify/verify.ts';
import { type Answer, type Received, startAnswerServer } from '../../wire/answer-server.ts';
import { type SigningWorld, startSigningWorld } from '../sigstore/sign/signing-world.ts';

/** A file as an index has it; everything may be changed at any time. */
export interface IndexFile {
  readonly project: string;
  readonly version: string;
  filename: string;
  sha256: string;
  /** Milliseconds since the epoch; undefined where the index does not tell. */
  uploadedAt: number | undefined;
  /** What the listing has in place of the SHA-256. */
  hashes?: Readonly<Record<string, string>>;
  yanked: boolean | string;
  /** The provenance object; undefined where it has none. */
  provenance: Provenance | undefined;
  /** What is answered to a request for it, where it is something else. */
  answer?: Answer;
  /** What the listing says of it, where that is something else. */
  listed?: string | null;
}

export interface Provenance {
  version: number;
  attestation_bundles: { publisher: Record<string, unknown>; attestations: unknown[] }[];
}

export interface FakeIndex {
  readonly url: string;
  readonly received: readonly Received[];
  files: IndexFile[];
  readonly statuses: Map<string, string>;
  /** Answers to requests for a project's page that are something else. */
  readonly answers: Map<string, Answer>;
}

export interface Upload {
  readonly filename?: string;
  /** Of the job that publishes. */
  readonly claims?: Claims;
  /** False for an upload without provenance, such as one with a token. */
  readonly attest?: boolean;
  readonly bytes?: string;
  /** Days before now. */
  readonly daysAgo?: number;
}

/** A Sigstore and an index on loopback, and what is verified with them. */
export interface EvidenceWorld {
  readonly signing: SigningWorld;
  readonly index: FakeIndex;
  /** Puts a file on the index, attested by a GitHub job unless told otherwise. */
  upload(project: string, version: string, upload?: Upload): Promise<IndexFile>;
  config(change: Partial<VerifyConfig>): VerifyConfig;
  verify(
    subjects: readonly (IndexFile | VerificationSubject)[],
    change?: Partial<VerifyConfig>,
  ): Promise<VerifyReport>;
  /** Verifies one subject. */
  item(
    subject: IndexFile | VerificationSubject,
    change?: Partial<VerifyConfig>,
  ): Promise<VerifiedItem>;
  close(): Promise<void>;
}

const DAY = 86_400_000;

/** An index with evidence for the tests of one file; it is closed behind the last of them. */
export async function openEvidenceWorld(): Promise<EvidenceWorld> {
  const world = await startEvidenceWorld();
  afterAll(() => world.close());
  return world;
}

async function startEvidenceWorld(): Promise<EvidenceWorld> {
  const signing = await startSigningWorld();
  const index = await startFakeIndex();
  const workspace = await mkdtemp(join(tmpdir(), 'verify-'));
  await writeFile(
    join(workspace, 'trusted_root.json'),
    JSON.stringify(TrustedRoot.toJSON(signing.trustedRoot)),
  );
  const { clock } = signing.deps;
  const now = clock.time;
  const config: EvidenceWorld['config'] = (change) => ({
    subjects: [],
    mayBeEmpty: false,
    indexes: [{ simpleUrl: `${index.url}/simple/`, title: 'the index' }],
    provenanceIndex: { simpleUrl: `${index.url}/simple/`, title: 'the index' },
    policy: DEFAULT_POLICY,
    pins: [],
    proposedPins: undefined,
    notes: [],
    demands: NO_DEMANDS,
    managedKey: undefined,
    trust: { kind: 'file', path: 'trusted_root.json' },
    offline: false,
    pack: undefined,
    evidencePaths: [],
    cacheDirectory: undefined,
    shard: undefined,
    updatePins: false,
    accept: [],
    failOn: 'error',
    warnOnly: false,
    allowUnavailable: false,
    workspace,
    tempDirectory: workspace,
    ...change,
  });
  const world: EvidenceWorld = {
    signing,
    index,
    config,
    upload: async (project, version, upload = {}) => {
      const filename = upload.filename ?? `${project}-${version}-py3-none-any.whl`;
      const sha256 = createHash('sha256')
        .update(upload.bytes ?? filename)
        .digest('hex');
      const daysAgo = upload.daysAgo ?? 0;
      // The root, its certificates and their logs are not older than the world.
      clock.time = now + (400 - daysAgo) * DAY;
      const claims = githubClaims(upload.claims);
      signing.github.claims = claims;
      const attestation =
        upload.attest === false
          ? undefined
          : await signing.attest(publishStatement({ filename, sha256 }));
      const file: IndexFile = {
        project,
        version,
        filename,
        sha256,
        uploadedAt: clock.time + 60_000,
        yanked: false,
        provenance: attestation && provenanceOf(attestation, claims),
      };
      index.files.push(file);
      clock.time = now + 400 * DAY + 3_600_000;
      return file;
    },
    verify: (subjects, change = {}) =>
      verifyTargets(config({ ...change, subjects: subjects.map(asSubject) }), signing.deps),
    item: async (subject, change) => {
      const { items } = await world.verify([subject], change);
      const [item] = items;
      if (item === undefined || items.length !== 1) throw new Error(`${items.length} items`);
      return item;
    },
    close: () => signing.close(),
  };
  clock.time = now + 400 * DAY;
  return world;
}

/** As PyPI makes it of a publisher. */
function provenanceOf(attestation: Attestation, claims: Claims): Provenance {
  const [, workflow] = /\/([^/]+)@/.exec(String(claims['workflow_ref'])) ?? [];
  const publisher = {
    kind: 'GitHub',
    repository: claims['repository'],
    workflow,
    environment: claims['environment'] ?? null,
  };
  return { version: 1, attestation_bundles: [{ publisher, attestations: [attestation] }] };
}

export function asSubject(file: IndexFile | VerificationSubject): VerificationSubject {
  if ('from' in file) return file;
  const { project, version, filename, sha256 } = file;
  return { from: 'lock', project, version, filename, sha256 };
}

/** The rules that an item breaks, with their severities. */
export function rules({ findings }: Pick<VerifiedItem, 'findings'>): readonly string[] {
  return findings.map(({ rule, severity }) => `${rule} ${severity}`);
}

export function findingOf({ findings }: VerifiedItem, rule: RuleId) {
  const found = findings.find((finding) => finding.rule === rule);
  if (found === undefined)
    throw new Error(`no ${rule} among ${findings.map((one) => one.rule).join()}`);
  return found;
}

export async function startFakeIndex(): Promise<FakeIndex> {
  const state = {
    files: [] as IndexFile[],
    statuses: new Map<string, string>(),
    answers: new Map<string, Answer>(),
  };
  const server = await startAnswerServer(({ url }) => {
    const [, project = ''] = /^\/simple\/([^/]+)\/$/.exec(url) ?? [];
    if (project !== '') {
      return state.answers.get(project) ?? page(project, state, server.url);
    }
    const file = state.files.find((one) => provenancePath(one) === url);
    if (file?.answer) return file.answer;
    return file?.provenance === undefined
      ? { status: 404, body: 'no provenance' }
      : { body: file.provenance, headers: { 'content-type': INTEGRITY_JSON } };
  });
  return Object.assign(state, server);
}

function provenancePath({ project, version, filename }: IndexFile): string {
  return `/integrity/${project}/${version}/${encodeURIComponent(filename)}/provenance`;
}

function page(
  project: string,
  { files, statuses }: Pick<FakeIndex, 'files' | 'statuses'>,
  url: string,
): Answer {
  const own = files.filter((file) => file.project === project);
  if (own.length === 0 && !statuses.has(project)) return { status: 404, body: 'no project' };
  return {
    headers: { 'content-type': 'application/vnd.pypi.simple.v1+json' },
    body: {
      meta: { 'api-version': '1.4' },
      name: project,
      'project-status': { status: statuses.get(project) ?? 'active' },
      files: own.map((file) => ({
        filename: file.filename,
        url: `${url}/packages/${file.filename}`,
        hashes: file.hashes ?? { sha256: file.sha256 },
        'upload-time':
          file.uploadedAt === undefined ? undefined : new Date(file.uploadedAt).toISOString(),
        yanked: file.yanked,
        provenance:
          file.listed === undefined
            ? file.provenance === undefined && file.answer === undefined
              ? null
              : `${url}${provenancePath(file)}`
            : file.listed,
      })),
    },
  };
}
