import type { Baseline } from '../verification/baseline.ts';
import { isSamePublisher } from '../verification/checks/identity.ts';
import { verifiedStatements } from '../verification/file-evidence.ts';
import type { HistoryWord } from '../verification/file-facts.ts';
import type { Identity } from '../verification/identity.ts';
import type { Release } from '../verification/project-listing.ts';
import { readProvenance } from './read-provenance.ts';
import type { ProjectVerification } from './verify-project.ts';

/**
 * Verifies the newest earlier releases that the index calls attested, one file of each: what
 * the index says of them is only a claim.
 */
export async function readHistory(
  { attested }: Baseline,
  run: Pick<ProjectVerification, 'source' | 'trust' | 'historyDepth'>,
): Promise<HistoryWord> {
  const looked = await Promise.all(
    attested.slice(0, Math.max(1, run.historyDepth)).map((release) => publisherOf(release, run)),
  );
  const [newest] = looked;
  if (newest === undefined || newest.kind === 'unproven') return { kind: 'unproven' };
  if (newest.kind === 'unavailable') return newest;
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
  | { readonly kind: 'unproven' }
  | { readonly kind: 'unavailable'; readonly reason: string };

async function publisherOf(
  { files, version, startedAt }: Release,
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
  const [statement] = verifiedStatements(
    readProvenance(answer.text, wanted, verifier, source.origin),
  );
  if (statement === undefined) return { kind: 'unproven' };
  const time = statement.log?.time ?? startedAt ?? 0;
  const { identity, log } = statement;
  return { kind: 'proven', identity, version, time, logIndex: log?.index };
}
