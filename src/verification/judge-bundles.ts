import { applyPolicy } from './apply-policy.ts';
import type { ExpectedSigner } from './bundle-signer.ts';
import type { JudgeContext } from './checks/check.ts';
import type { Finding } from './finding.ts';
import type { Identity } from './identity.ts';
import { sorted } from './judge-file.ts';
import { makeFinding } from './make-finding.ts';
import type { VerifiedItem } from './report.ts';
import type { VerificationSubject } from './subject.ts';
import { verdictOf } from './verdict.ts';

/** What became of one bundle over a plain file. */
export type BundleOutcome =
  | {
      readonly kind: 'verified';
      readonly identity: Identity;
      /** The certificate's subject alternative name. */
      readonly subject: string | undefined;
      readonly log: { readonly index: string; readonly time: number | undefined } | undefined;
    }
  | { readonly kind: 'invalid'; readonly reason: string };

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
  const signed = outcomes.filter((outcome) => outcome.kind === 'verified');
  const own = signed.find(
    ({ subject: name, identity }) =>
      expected !== undefined && name === expected.identity && identity.issuer === expected.issuer,
  );
  const raw = own ? [] : findingsOf(outcomes, signed, expected);
  const findings = sorted(applyPolicy(raw, subject, context.policy, context.now));
  const shown = own ?? signed[0];
  return {
    subject,
    verdict: verdictOf(subject, findings, own !== undefined),
    findings,
    identity: shown?.identity,
    predicates: [],
    log:
      shown?.log?.time === undefined
        ? undefined
        : { index: shown.log.index, time: new Date(shown.log.time).toISOString() },
    pinned: own !== undefined,
    evidence: outcomes.length === 0 ? 'none' : 'beside',
  };
}

function findingsOf(
  outcomes: readonly BundleOutcome[],
  [signed]: readonly Extract<BundleOutcome, { kind: 'verified' }>[],
  expected: ExpectedSigner | undefined,
): readonly Finding[] {
  if (signed !== undefined) {
    const observed = signed.identity;
    const by = `signed by ${signed.subject ?? 'nobody'} (${observed.issuer})`;
    return expected === undefined
      ? [
          makeFinding('identity-mismatch', `${by}, and nobody says who should have signed`, {
            observed,
            remedy: SAY_WHO,
          }),
        ]
      : [
          makeFinding(
            'identity-mismatch',
            `${by}, not by ${expected.identity} (${expected.issuer})`,
            {
              observed,
              expected: { email: expected.identity, issuer: expected.issuer, from: expected.from },
            },
          ),
        ];
  }
  const [first] = outcomes;
  if (first?.kind === 'invalid') {
    return [makeFinding('invalid-attestation', `the bundle does not verify: ${first.reason}`)];
  }
  return [
    makeFinding('not-checked', 'no Sigstore bundle was given, and none lies beside the file'),
  ];
}

const SAY_WHO =
  'Give `--cert-identity` and `--cert-oidc-issuer`, or a `[bundle]` in the policy file.';
