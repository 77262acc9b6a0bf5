import pLimit from 'p-limit';
import type { Distribution } from '../../packaging/distribution.ts';
import type { IndexProfile } from '../../pypi/index-profile.ts';
import { askProvenance, type ProvenanceAnswer } from '../../pypi/simple/integrity.ts';
import type { Deps } from '../../run/deps.ts';
import type { Attestation } from '../../sigstore/model/attestation.ts';
import type { ReleaseRecord } from '../release-record.ts';
import type { ReleaseAttestations } from '../sign/sign.ts';
import { pollUntil } from './poll-until.ts';

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
export async function confirmAttestations(
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
