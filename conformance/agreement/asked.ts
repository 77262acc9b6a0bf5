import type { Case } from './case.ts';
import type { Judged } from './comparison.ts';
import type { OurJudge } from './our-verdicts.ts';
import { type CertificateCase, policyVerdict } from './real-cases.ts';
import { githubPublisher, type Question } from './their-verdicts.ts';

/** A case with our verdict, and what the judges are asked about it. */
export interface Asked extends Pick<Judged, 'case' | 'ours'> {
  readonly question: Question;
}

/**
 * The judges see the bytes that we saw; but of a bundle that we accept, the attestation that we
 * make of it, because no index ever sees a bundle.
 */
export function ask(one: Case, ours: OurJudge): Asked {
  const verdict = ours.verdict(one);
  const { distribution, root, kind, text } = one;
  const publisher = githubPublisher(one.publisher);
  const evidence =
    kind === 'bundle' && verdict.sent !== undefined
      ? ({ kind: 'attestation', text: verdict.sent } as const)
      : { kind, text };
  const question = { ...evidence, root, distribution, publisher };
  return { case: one, ours: verdict, question };
}

/** The same of a real certificate and the policy of a publisher. */
export function askPolicy(one: CertificateCase): Asked {
  const { name, pem, publisher } = one;
  return {
    case: { group: 'real certificate', name: `${name} for ${publisher.repository}` },
    ours: policyVerdict(one),
    question: { kind: 'certificate', pem, publisher: githubPublisher(publisher) },
  };
}
