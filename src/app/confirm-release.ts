import pLimit from 'p-limit';
import { PublishError } from '../errors.ts';
import type { Distribution } from '../formats/distribution.ts';
import type { IndexProfile } from '../index-api/index-profile.ts';
import { fetchProvenance } from '../index-api/integrity.ts';
import { fetchProjectState } from '../index-api/project-state.ts';
import type { ReleaseAttestations } from './attest-release.ts';
import type { PublishConfig } from './config.ts';
import type { Deps } from './deps.ts';
import type { ReleaseRecord } from './release-record.ts';

const CONCURRENCY = 8;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 10_000;
/** Each look is short: there are more of them. */
const BRIEF = { tries: 2, budgetMs: 5_000 };

/**
 * Reads back what was uploaded: every file listed with our SHA-256, and its attestation
 * served. What does not come in time is a warning; other bytes under our name are an error.
 * @returns what was found, in a sentence; undefined where there was nothing to look for
 * @throws PublishError `index-mismatch`
 */
export async function confirmRelease(
  uploaded: readonly Distribution[],
  attestations: ReleaseAttestations,
  config: PublishConfig,
  record: ReleaseRecord,
  deps: Deps,
): Promise<string | undefined> {
  const { index } = config;
  if (index.simpleUrl === undefined || uploaded.length === 0) return undefined;
  const waiting = new Map(uploaded.map((file) => [file.filename, file]));
  const end = deps.clock.now() + config.waitForIndexSeconds * 1000;
  for (let waitMs = FIRST_WAIT_MS; ; waitMs = Math.min(LONGEST_WAIT_MS, waitMs * 2)) {
    for (const filename of await listed([...waiting.values()], index, record, deps)) {
      waiting.delete(filename);
      record.update(filename, { confirmed: true });
    }
    if (waiting.size === 0 || deps.clock.now() + waitMs > end) break;
    await deps.clock.sleep(waitMs);
  }
  for (const filename of waiting.keys()) record.update(filename, { confirmed: false });
  if (waiting.size > 0) {
    deps.log.warning(
      `${index.title} took ${[...waiting.keys()].join(', ')} but does not list ${waiting.size === 1 ? 'it' : 'them'} with a SHA-256 after ${config.waitForIndexSeconds} s. Its caches can be minutes behind.`,
    );
  }
  const visible = uploaded.filter(({ filename }) => !waiting.has(filename));
  await confirmProvenance(visible, attestations, index, deps);
  const confirmed = uploaded.length - waiting.size;
  return `${index.title} lists ${confirmed} of ${uploaded.length} uploaded files with the right SHA-256`;
}

async function listed(
  files: readonly Distribution[],
  index: IndexProfile,
  record: ReleaseRecord,
  deps: Deps,
): Promise<readonly string[]> {
  const found: string[] = [];
  for (const project of new Set(files.map((file) => file.project))) {
    const state = await fetchProjectState(project, index, deps, BRIEF).catch(() => undefined);
    if (state?.kind !== 'exists') continue;
    const bySha = new Map(state.page.files.map((file) => [file.filename, file.hashes['sha256']]));
    for (const { filename, sha256 } of files.filter((file) => file.project === project)) {
      const listedSha256 = bySha.get(filename)?.toLowerCase();
      if (listedSha256 === undefined) continue;
      if (listedSha256 !== sha256) {
        record.update(filename, { status: 'kept', reason: 'the index lists other bytes' });
        throw mismatch(filename, sha256, listedSha256, index);
      }
      found.push(filename);
    }
  }
  return found;
}

async function confirmProvenance(
  files: readonly Distribution[],
  attestations: ReleaseAttestations,
  index: IndexProfile,
  deps: Deps,
): Promise<void> {
  const limit = pLimit(CONCURRENCY);
  const missing: string[] = [];
  await limit.map([...files], async ({ project, version, filename }) => {
    const ours = attestations.get(filename) ?? [];
    if (ours.length === 0) return;
    const provenance = await fetchProvenance({ project, version, filename }, index, deps);
    const served = provenance?.attestation_bundles.flatMap((bundle) => bundle.attestations) ?? [];
    const signatures = new Set(served.map(({ envelope }) => envelope.signature));
    if (!ours.every(({ envelope }) => signatures.has(envelope.signature))) missing.push(filename);
  });
  if (missing.length > 0) {
    deps.log.warning(
      `${index.title} does not serve the attestation of ${missing.join(', ')}. It drops attestations silently when the same file was there before, and attestations cannot be added later.`,
    );
  }
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
