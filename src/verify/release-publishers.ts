import { verifiedStatements } from '../provenance/files/file-evidence.ts';
import type { Identity } from '../provenance/identity/identity.ts';
import { comparePin } from '../provenance/pins/compare-pin.ts';
import { pinOf } from '../provenance/pins/pin.ts';
import type { Release } from '../provenance/project-listing.ts';
import type { ProjectVerification } from './context.ts';
import { claimedIdentities, readProvenance } from './evidence/provenance.ts';

/** Who published a release, read from one of its files. */
export type Publisher =
  | {
      readonly kind: 'proven';
      readonly identity: Identity;
      readonly version: string;
      /** When it was logged, or else uploaded; milliseconds since the epoch. */
      readonly time: number;
      readonly logIndex: string | undefined;
    }
  | { readonly kind: 'claimed'; readonly version: string }
  | { readonly kind: 'unproven' }
  | { readonly kind: 'unavailable'; readonly reason: string };

/** Answers who published the releases of one project; each is verified at most once. */
export interface ReleasePublishers {
  /** @param expected the publisher whose mere claim is enough */
  of(release: Release, expected?: Identity): Promise<Publisher>;
}

export function releasePublishers(
  run: Pick<ProjectVerification, 'source' | 'trust'>,
): ReleasePublishers {
  const known = new Map<string, Promise<Publisher>>();
  return {
    async of(release, expected) {
      const { version } = release;
      if (expected !== undefined && !known.has(version)) {
        if (await claims(release, expected, run)) return { kind: 'claimed', version };
      }
      const found = known.get(version) ?? verified(release, run);
      known.set(version, found);
      return found;
    },
  };
}

function fileOf({ files }: Release) {
  const file = files.find(
    ({ provenance, sha256 }) => provenance !== undefined && sha256 !== undefined,
  );
  if (file?.provenance === undefined || file.sha256 === undefined) return undefined;
  return { filename: file.filename, sha256: file.sha256, url: file.provenance };
}

async function claims(
  release: Release,
  expected: Identity,
  { source, trust }: Pick<ProjectVerification, 'source' | 'trust'>,
): Promise<boolean> {
  const wanted = fileOf(release);
  const answer = wanted && (await source.provenance(wanted));
  if (answer?.kind !== 'found') return false;
  const claimed = claimedIdentities(answer.text, (await trust).verifier);
  return claimed.length > 0 && claimed.every((one) => isTheSame(one, expected));
}

async function verified(
  release: Release,
  { source, trust }: Pick<ProjectVerification, 'source' | 'trust'>,
): Promise<Publisher> {
  const wanted = fileOf(release);
  if (wanted === undefined) return { kind: 'unproven' };
  const answer = await source.provenance(wanted);
  if (answer.kind === 'unavailable') return answer;
  if (answer.kind === 'none') return { kind: 'unproven' };
  const { verifier } = await trust;
  const evidence = readProvenance(answer.text, wanted, verifier, source.origin);
  const [statement] = verifiedStatements(evidence);
  if (statement === undefined) return { kind: 'unproven' };
  const { identity, log } = statement;
  const time = log?.time ?? release.startedAt ?? 0;
  return { kind: 'proven', identity, version: release.version, time, logIndex: log?.index };
}

/** Also its name: that it was changed is said, and then it is verified. */
function isTheSame(claimed: Identity, expected: Identity): boolean {
  const changes = comparePin(pinOf('', claimed, { date: '1970-01-01' }), expected);
  return changes.every(({ rule }) => rule === 'drift');
}
