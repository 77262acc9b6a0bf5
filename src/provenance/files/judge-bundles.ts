import type { JudgeContext } from '../checks/check.ts';
import { type Finding, makeFinding, uncheckable } from '../finding.ts';
import { type ExpectedSigner, mustBeSigned, unmetByBundle } from '../identity/bundle-signer.ts';
import type { Identity } from '../identity/identity.ts';
import { applyPolicy } from '../policy/apply-policy.ts';
import { asksForSomebody } from '../policy/demands.ts';
import type { VerifiedItem } from '../report.ts';
import type { VerificationSubject } from '../subject.ts';
import { verdictOf } from '../verdict.ts';
import { sorted } from './judge-file.ts';

/** What became of one bundle over a plain file. */
export type BundleOutcome = VerifiedOutcome | FailedOutcome;

interface VerifiedOutcome {
  readonly kind: 'verified';
  readonly identity: Identity;
  /** The certificate's subject alternative name. */
  readonly subject: string | undefined;
  readonly log: { readonly index: string; readonly time: number | undefined } | undefined;
  /** Of the statement that was signed; undefined where the file itself was. */
  readonly predicateType: string | undefined;
}

interface FailedOutcome {
  readonly kind: 'invalid' | 'other-subject' | 'uncheckable' | 'empty';
  readonly reason: string;
}

/** What a statement must claim where nothing else is asked for: how the file came to be. */
const USUAL_PREDICATES: readonly string[] = [
  'https://slsa.dev/provenance/v1',
  'https://docs.pypi.org/attestations/publish/v1',
];

/**
 * Judges a plain file by the bundles that sign it: one of them must be by whom is expected.
 * @param expected undefined where nobody says who should have signed
 */
export function judgeBundles(
  subject: VerificationSubject,
  outcomes: readonly BundleOutcome[],
  expected: ExpectedSigner | undefined,
  context: Omit<JudgeContext, 'pins'>,
): VerifiedItem {
  const { demands } = context;
  const isExpected = expected !== undefined || asksForSomebody(demands);
  const signed = outcomes.filter((outcome) => outcome.kind === 'verified');
  const wanted = demands.predicateType === undefined ? USUAL_PREDICATES : [demands.predicateType];
  const telling = signed.filter(
    ({ predicateType }) => predicateType === undefined || wanted.includes(predicateType),
  );
  const own = isExpected
    ? telling.find((one) => unmetByBundle(one, expected, demands).length === 0)
    : undefined;
  const isDemanded = mustBeSigned(subject.filename ?? '', demands, context.policy);
  const judged = { outcomes, signed, telling, expected, isExpected, isDemanded };
  const raw = own ? [] : findingsOf(judged, context);
  const findings = sorted(applyPolicy(raw, subject, context.policy, context.now));
  const shown = own ?? telling[0] ?? signed[0];
  return {
    subject,
    verdict: verdictOf(subject, findings, own !== undefined),
    findings,
    identity: shown?.identity,
    predicates: shown?.predicateType === undefined ? [] : [shown.predicateType],
    log:
      shown?.log?.time === undefined
        ? undefined
        : { index: shown.log.index, time: new Date(shown.log.time).toISOString() },
    pinned: own !== undefined,
    evidence: outcomes.length === 0 ? 'none' : 'beside',
  };
}

interface Judged {
  readonly outcomes: readonly BundleOutcome[];
  readonly signed: readonly VerifiedOutcome[];
  /** Those whose statement is of the kind that is asked for, or that have none. */
  readonly telling: readonly VerifiedOutcome[];
  readonly expected: ExpectedSigner | undefined;
  readonly isExpected: boolean;
  /** Whether a file without any bundle fails. */
  readonly isDemanded: boolean;
}

function findingsOf(
  { outcomes, signed, telling, expected, isExpected, isDemanded }: Judged,
  { demands }: Omit<JudgeContext, 'pins'>,
): readonly Finding[] {
  const [good] = telling;
  if (good !== undefined) {
    const { identity: observed, subject } = good;
    const by = `signed by ${subject ?? 'nobody'} (${observed.issuer})`;
    if (!isExpected) {
      const message = `${by}, and no expected signer is named`;
      return [makeFinding('identity-mismatch', message, { observed, remedy: SAY_WHO })];
    }
    return unmetByBundle(good, expected, demands).map(({ message, expected: wanted }) =>
      makeFinding('identity-mismatch', `${by}, ${message}`, { observed, expected: wanted }),
    );
  }
  const [other] = signed;
  if (other !== undefined) {
    const message = `what was signed is a statement of another kind (${other.predicateType})`;
    return [
      makeFinding('empty-provenance', message, { observed: other.identity, remedy: SAY_WHAT }),
    ];
  }
  const failed = outcomes.find(({ kind }) => kind === 'invalid') ?? outcomes[0];
  if (failed === undefined || failed.kind === 'verified') {
    return [isDemanded ? UNSIGNED : makeFinding('not-checked', NO_BUNDLE, { remedy: SIGN })];
  }
  switch (failed.kind) {
    case 'invalid':
      return [makeFinding('invalid-attestation', `the bundle does not verify: ${failed.reason}`)];
    case 'uncheckable':
      return [uncheckable(failed.reason)];
    case 'other-subject':
      return [makeFinding('subject-mismatch', `of the bundle: ${failed.reason}`)];
    case 'empty':
      return [makeFinding('empty-provenance', `of the evidence: ${failed.reason}`)];
  }
}

const NO_BUNDLE = 'no Sigstore bundle was given, and none lies next to the file';
const SIGN =
  'Name its bundle with `--bundle`, or put it next to the file (`FILE.sigstore.json`). A wheel or an sdist of an index needs the name that the index has.';
const UNSIGNED = makeFinding(
  'required-unattested',
  `options or the policy say who must have signed, and ${NO_BUNDLE}`,
  {
    why: 'Without a bundle nothing says who made the file.',
    remedy: SIGN,
    demanded: true,
  },
);
const SAY_WHO =
  'Give `--cert-identity` and `--cert-oidc-issuer`, or `--repo`, or a `[bundle]` in the policy file.';
const SAY_WHAT =
  'If statements of that kind are what should vouch for the file, say so with `--predicate-type`.';
