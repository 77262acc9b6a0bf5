import type { Verdict, VerifiedItem } from '../report.ts';
import type { VerificationSubject } from '../subject.ts';

/** The gravest first. */
const GRAVITY: readonly Verdict[] = [
  'failed',
  'not-checked',
  'not-applicable',
  'unbound',
  'unattested',
  'release-attested',
  'verified',
];

/**
 * Judges an installed distribution by the files that it may have been installed from: what is
 * installed keeps no hash of its archive (PEP 710 is a draft), so that the worst of them counts,
 * and the best that can be said is that the release is attested.
 * @param candidates the files of the release, judged; at least one
 */
export function judgeInstalled(
  subject: VerificationSubject,
  candidates: readonly VerifiedItem[],
): VerifiedItem {
  const rank = ({ verdict }: VerifiedItem) => GRAVITY.indexOf(verdict);
  const [worst] = candidates.toSorted((a, b) => rank(a) - rank(b));
  if (worst === undefined) throw new TypeError('a release without files');
  const { verdict } = worst;
  return { ...worst, subject, verdict: verdict === 'verified' ? 'release-attested' : verdict };
}
