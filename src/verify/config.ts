import type { Pin } from '../provenance/pins/pin.ts';
import type { IdentityDemands } from '../provenance/policy/demands.ts';
import type { Policy } from '../provenance/policy/policy.ts';
import type { RunNote } from '../provenance/report.ts';
import type { Severity } from '../provenance/rule.ts';
import type { VerificationSubject } from '../provenance/subject.ts';
import type { ReadIndex } from '../pypi/simple/project-state.ts';
import type { RunFolders } from '../run/folders.ts';
import type { ManagedKey } from '../sigstore/model/managed-key.ts';

/** Where the keys come from that signatures are verified with. */
export type TrustSource =
  /** The public Sigstore, refreshed by TUF unless the run is offline. */
  | { readonly kind: 'public' }
  /** The root that the pack holds, if it is the shipped one or the policy allows it. */
  | { readonly kind: 'pack' }
  /** A ClientTrustConfig or a bare trusted_root.json; its text where that was read already. */
  | { readonly kind: 'file'; readonly path: string; readonly text?: string };

/** What a verification was asked for, checked and complete. */
export interface VerifyConfig extends RunFolders {
  readonly subjects: readonly VerificationSubject[];
  /** Whether it is fine that there is nothing to verify: a change that touches no package. */
  readonly mayBeEmpty: boolean;
  /** Where files come from, the main index first. */
  readonly indexes: readonly [ReadIndex, ...ReadIndex[]];
  /** Where evidence comes from (`provenance-from`); most often the main index. */
  readonly provenanceIndex: ReadIndex;
  readonly policy: Policy;
  /** The pins that count: in a pull request those of the base. */
  readonly pins: readonly Pin[];
  /** The pins of the change under review, where they are not the ones that count. */
  readonly proposedPins: readonly Pin[] | undefined;
  /** What was found out about the run as a whole while it was prepared. */
  readonly notes: readonly RunNote[];
  readonly demands: IdentityDemands;
  readonly trust: TrustSource;
  /** The key that bundles without a certificate are verified with. */
  readonly managedKey: ManagedKey | undefined;
  /** Asks nobody anything: evidence is given, beside the files or in the pack. */
  readonly offline: boolean;
  /** A pack that `bundle pack` wrote: evidence is asked of it, and of nobody else. */
  readonly pack: { readonly path: string; readonly text: string } | undefined;
  /** Paths of provenance objects, attestations or bundles (`--provenance-file`, `--bundle`). */
  readonly evidencePaths: readonly string[];
  /** Where provenance bytes are kept between runs; nothing is where undefined. Never verdicts. */
  readonly cacheDirectory: string | undefined;
  /** Part `index` (from 1) of `count`, by project. */
  readonly shard: { readonly index: number; readonly count: number } | undefined;
  /** Pins publishers of projects that have none. */
  readonly updatePins: boolean;
  /** Projects whose changed publisher is accepted. */
  readonly accept: readonly string[];
  /** The mildest severity that fails the run: `--strict` makes it `warning`. */
  readonly failOn: Severity;
  /** Findings never fail the run; that nothing could be checked still does. */
  readonly warnOnly: boolean;
  /** Lets files of projects that are neither pinned nor required pass unchecked. */
  readonly allowUnavailable: boolean;
}
