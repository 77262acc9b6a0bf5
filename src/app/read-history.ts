import type { Baseline } from '../verification/baseline.ts';
import { isSamePublisher } from '../verification/checks/identity.ts';
import { comparePin } from '../verification/compare-pin.ts';
import { verifiedStatements } from '../verification/file-evidence.ts';
import type { HistoryWord } from '../verification/file-facts.ts';
import type { Identity } from '../verification/identity.ts';
import { pinOf } from '../verification/pin-of.ts';
import type { Release } from '../verification/project-listing.ts';
import type { ProjectVerification } from './project-verification.ts';
import { claimedIdentities, readProvenance } from './read-provenance.ts';

/**
 * Looks at the newest earlier releases that the index calls attested, one file of each. What
 * the index says of them is only a claim; it is verified where it would matter: where it differs
 * from the file's own publisher, where the file has none, and where a publisher is to be pinned.
 * @param own who published the file, verified; undefined where nobody attested it
 */
export async function readHistory(
  { attested }: Baseline,
  own: Identity | undefined,
  run: Pick<ProjectVerification, 'source' | 'trust' | 'historyDepth'>,
): Promise<HistoryWord> {
  const releases = attested.slice(0, Math.max(1, run.historyDepth));
  const expected = releases.length === 1 && run.historyDepth <= 1 ? own : undefined;
  const looked = await Promise.all(releases.map((release) => publisherOf(release, expected, run)));
  const [newest] = looked;
  if (newest === undefined || newest.kind === 'unproven') return { kind: 'unproven' };
  if (newest.kind !== 'proven') return newest;
  const { identity, version } = newest;
  const agreeing = looked
    .filter((one) => one.kind === 'proven')
    .filter((one) => isSamePublisher(one.identity, identity));
  // Looked at from the newest to the oldest.
  const first = agreeing.at(-1) ?? newest;
  return {
    kind: 'proven',
    identity,
    version,
    run: {
      agreeing: agreeing.length,
      since: new Date(first.time).toISOString(),
      version: first.version,
      logIndex: first.logIndex,
    },
  };
}

type Publisher =
  | {
      readonly kind: 'proven';
      readonly identity: Identity;
      readonly version: string;
      readonly time: number;
      readonly logIndex: string | undefined;
    }
  | { readonly kind: 'claimed'; readonly version: string }
  | { readonly kind: 'unproven' }
  | { readonly kind: 'unavailable'; readonly reason: string };

async function publisherOf(
  { files, version, startedAt }: Release,
  expected: Identity | undefined,
  { source, trust }: Pick<ProjectVerification, 'source' | 'trust'>,
): Promise<Publisher> {
  const file = files.find(
    ({ provenance, sha256 }) => provenance !== undefined && sha256 !== undefined,
  );
  if (file?.provenance === undefined || file.sha256 === undefined) return { kind: 'unproven' };
  const wanted = { filename: file.filename, sha256: file.sha256, url: file.provenance };
  const answer = await source.provenance(wanted);
  if (answer.kind === 'unavailable') return answer;
  if (answer.kind === 'none') return { kind: 'unproven' };
  const { verifier } = await trust;
  if (expected !== undefined) {
    const claimed = claimedIdentities(answer.text, verifier);
    if (claimed.length > 0 && claimed.every((one) => isTheSame(one, expected))) {
      return { kind: 'claimed', version };
    }
  }
  const [statement] = verifiedStatements(
    readProvenance(answer.text, wanted, verifier, source.origin),
  );
  if (statement === undefined) return { kind: 'unproven' };
  const time = statement.log?.time ?? startedAt ?? 0;
  const { identity, log } = statement;
  return { kind: 'proven', identity, version, time, logIndex: log?.index };
}

/** Also its name: that it was changed is said, and then it is verified. */
function isTheSame(claimed: Identity, expected: Identity): boolean {
  const changes = comparePin(pinOf('', claimed, { date: '1970-01-01' }), expected);
  return changes.every(({ rule }) => rule === 'drift');
}
