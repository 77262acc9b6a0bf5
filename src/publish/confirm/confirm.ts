import pLimit from 'p-limit';
import type { Clock } from '../../clock.ts';
import { PublishError } from '../../errors.ts';
import type { Distribution } from '../../packaging/distribution.ts';
import type { IndexProfile } from '../../pypi/index-profile.ts';
import { askProvenance, type ProvenanceAnswer } from '../../pypi/simple/integrity.ts';
import { fetchProjectState } from '../../pypi/simple/project-state.ts';
import type { Deps } from '../../run/deps.ts';
import type { Attestation } from '../../sigstore/model/attestation.ts';
import type { PublishConfig } from '../config.ts';
import type { ReleaseRecord } from '../report.ts';
import type { ReleaseAttestations } from '../sign/sign.ts';

/** Each look is short: there are more of them. */
const BRIEF = { tries: 2, budgetMs: 5_000 };

interface UploadedRelease extends Pick<PublishConfig, 'index' | 'waitForIndexSeconds'> {
  readonly uploaded: readonly Distribution[];
  readonly attestations: ReleaseAttestations;
}

/**
 * Reads back what was uploaded: every file listed with our SHA-256, and its attestation
 * served. What does not come in time is a warning; other bytes under our name are an error.
 * @returns what was found, in a sentence; undefined where there was nothing to look for
 * @throws PublishError `index-mismatch`
 */
export async function confirmRelease(
  { uploaded, attestations, index, waitForIndexSeconds }: UploadedRelease,
  record: ReleaseRecord,
  deps: Deps,
): Promise<string | undefined> {
  if (index.simpleUrl === undefined || uploaded.length === 0) return undefined;
  const waiting = new Map(uploaded.map((file) => [file.filename, file]));
  let trouble: string | undefined;
  const end = deps.clock.now() + waitForIndexSeconds * 1000;
  await pollUntil(end, deps.clock, async () => {
    const look = await listed([...waiting.values()], index, record, deps);
    for (const filename of look.found) {
      waiting.delete(filename);
      record.update(filename, { confirmed: true });
    }
    trouble = look.trouble;
    const done = uploaded.length - waiting.size;
    const total = uploaded.length;
    deps.log.progress({
      label: 'Confirming',
      done,
      total,
      detail: `${done} of ${total} ${total === 1 ? 'file' : 'files'} listed`,
    });
    return waiting.size === 0;
  });
  for (const filename of waiting.keys()) record.update(filename, { confirmed: false });
  if (waiting.size > 0) {
    const why = trouble === undefined ? 'Its caches can be minutes behind.' : `Asked, ${trouble}`;
    deps.log.warning(
      `${index.title} took ${[...waiting.keys()].join(', ')} but does not list ${waiting.size === 1 ? 'it' : 'them'} with a SHA-256 after ${waitForIndexSeconds} s. ${why}`,
    );
  }
  const visible = uploaded.filter(({ filename }) => !waiting.has(filename));
  await confirmAttestations({ files: visible, attestations, index, end }, record, deps);
  const confirmed = uploaded.length - waiting.size;
  return `${index.title} lists ${confirmed} of ${uploaded.length} uploaded files with the right SHA-256`;
}

/** The files that are listed with our SHA-256, and why others could not be looked for. */
async function listed(
  files: readonly Distribution[],
  index: IndexProfile,
  record: ReleaseRecord,
  deps: Deps,
): Promise<{ readonly found: readonly string[]; readonly trouble: string | undefined }> {
  const found: string[] = [];
  let trouble: string | undefined;
  for (const project of new Set(files.map((file) => file.project))) {
    const state = await fetchProjectState(project, index, deps, BRIEF).catch((error: unknown) => {
      if (!(error instanceof PublishError)) throw error;
      return { kind: 'unknown', reason: error.message } as const;
    });
    if (state.kind === 'unknown') trouble = state.reason;
    if (state.kind !== 'exists') continue;
    const bySha = new Map(state.page.files.map((file) => [file.filename, file.hashes['sha256']]));
    for (const { filename, sha256 } of files.filter((file) => file.project === project)) {
      const listedSha256 = bySha.get(filename)?.toLowerCase();
      if (listedSha256 === undefined) continue;
      if (listedSha256 !== sha256) {
        record.update(filename, {
          status: 'failed',
          conflict: 'other-bytes',
          reason: 'the index lists other bytes',
        });
        throw mismatch(filename, sha256, listedSha256, index);
      }
      found.push(filename);
    }
  }
  return { found, trouble };
}

function mismatch(
  filename: string,
  sha256: string,
  listedSha256: string,
  index: IndexProfile,
): PublishError {
  return new PublishError({
    code: 'index-mismatch',
    message: `${index.title} lists ${filename} with SHA-256 ${listedSha256}; this run uploaded ${sha256}.`,
    remedy:
      'Another run may have published this version at the same time. Find out whose bytes are on the index before anybody installs them, and yank the release if in doubt.',
  });
}

const CONCURRENCY = 16;

interface ListedRelease {
  readonly files: readonly Distribution[];
  readonly attestations: ReleaseAttestations;
  readonly index: IndexProfile;
  /** Until when the index is asked again, in milliseconds since the epoch. */
  readonly end: number;
}

/**
 * Fetches the attestations of files that an index lists, and compares them with ours. What is not
 * served is a warning with its reason: attestations cannot be added later.
 */
async function confirmAttestations(
  { files, attestations, index, end }: ListedRelease,
  record: ReleaseRecord,
  deps: Deps,
): Promise<void> {
  const attested = files.filter(({ filename }) => (attestations.get(filename)?.length ?? 0) > 0);
  const answers = new Map<string, ProvenanceAnswer>();
  let waiting = attested;
  const limit = pLimit(CONCURRENCY);
  await pollUntil(end, deps.clock, async () => {
    await limit.map([...waiting], async (file) => {
      answers.set(file.filename, await askProvenance(file, index, deps));
    });
    waiting = waiting.filter(
      ({ filename }) => !isServed(attestations.get(filename) ?? [], answers.get(filename)),
    );
    return waiting.every(({ filename }) => isFinal(answers.get(filename), index));
  });

  const missing: string[] = [];
  const unknown: string[] = [];
  let reason = '';
  for (const { filename } of attested) {
    const answer = answers.get(filename);
    const isMissing = waiting.some((file) => file.filename === filename);
    if (answer?.kind === 'unknown') {
      unknown.push(filename);
      reason = answer.reason;
    } else {
      record.update(filename, { isAttested: !isMissing });
      if (isMissing) missing.push(filename);
    }
  }
  if (missing.length > 0) {
    deps.log.warning(
      `${index.title} does not serve the attestation of ${missing.join(', ')}. It drops attestations silently when the same file was there before, and attestations cannot be added later.`,
    );
  }
  if (unknown.length > 0) {
    deps.log.warning(
      `${index.title} did not say whether it serves the attestation of ${unknown.join(', ')}: ${reason}.`,
    );
  }
}

/**
 * Other attestations than ours do not give way to them. PyPI's caches can be behind; of other indexes
 * most know no attestations at all.
 */
function isFinal(answer: ProvenanceAnswer | undefined, index: IndexProfile): boolean {
  if (answer?.kind === 'none') return index.kind === 'other';
  return answer?.kind === 'served';
}

function isServed(ours: readonly Attestation[], answer: ProvenanceAnswer | undefined): boolean {
  if (answer?.kind !== 'served') return false;
  const served = answer.provenance.attestation_bundles.flatMap((bundle) => bundle.attestations);
  const signatures = new Set(served.map(({ envelope }) => envelope.signature));
  return ours.every(({ envelope }) => signatures.has(envelope.signature));
}

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 10_000;

/**
 * Looks again and again, with longer and longer waits, until a look says that it is over or the
 * time is up. There is always one look.
 * @param end no look starts later; milliseconds since the epoch
 * @param look resolves to whether it is over
 */
async function pollUntil(end: number, clock: Clock, look: () => Promise<boolean>): Promise<void> {
  for (let waitMs = FIRST_WAIT_MS; ; waitMs = Math.min(LONGEST_WAIT_MS, waitMs * 2)) {
    if ((await look()) || clock.now() + waitMs > end) return;
    await clock.sleep(waitMs);
  }
}
