import type { Check, JudgeContext } from '../checks/check.ts';
import { checkDemands } from '../checks/demands.ts';
import { checkEvidence } from '../checks/evidence.ts';
import { checkIdentity, isSamePublisher } from '../checks/identity.ts';
import { checkListing } from '../checks/listing.ts';
import { checkLockIdentities } from '../checks/lock-identities.ts';
import { checkLoss } from '../checks/loss.ts';
import { checkOwnIndex } from '../checks/own-index.ts';
import { checkSubject } from '../checks/subject.ts';
import { checkTime } from '../checks/time.ts';
import type { Finding } from '../finding.ts';
import { applyPolicy } from '../policy/apply-policy.ts';
import type { VerifiedItem } from '../report.ts';
import { RULE_IDS } from '../rules.ts';
import { verdictOf } from '../verdict.ts';
import { verifiedStatements } from './file-evidence.ts';
import type { FileFacts } from './file-facts.ts';

const CHECKS: readonly Check[] = [
  checkEvidence,
  checkListing,
  checkDemands,
  checkIdentity,
  checkLockIdentities,
  checkLoss,
  checkOwnIndex,
  checkTime,
  checkSubject,
];

/** Judges one file by everything that is known of it. */
export function judgeFile(facts: FileFacts, context: JudgeContext): VerifiedItem {
  const { subject, evidence, index, history } = facts;
  const raw = CHECKS.flatMap((check) => check(facts, context));
  const findings = sorted(applyPolicy(raw, subject, context.policy, context.now));
  const statements = verifiedStatements(evidence);
  const [first] = statements;
  const uploadedAt = index.kind === 'listed' ? index.file.uploadedAt : undefined;
  const read = evidence.kind === 'read' ? evidence : undefined;
  return {
    subject,
    verdict: verdictOf(subject, findings, first !== undefined),
    findings,
    identity: first?.identity,
    predicates: statements.map(({ predicateType }) => predicateType),
    indexPublisher: read?.attestations.find(({ publisher }) => publisher !== undefined)?.publisher,
    log:
      first?.log?.time === undefined
        ? undefined
        : { index: first.log.index, time: new Date(first.log.time).toISOString() },
    uploadTime: uploadedAt === undefined ? undefined : new Date(uploadedAt).toISOString(),
    pinned: context.pins.length > 0,
    evidence: read?.origin ?? 'none',
    history:
      history.kind === 'proven' && first && isSamePublisher(history.identity, first.identity)
        ? history.run
        : undefined,
  };
}

const SEVERITIES = ['error', 'warning', 'note'];

/** The gravest first; of one severity as the rules are listed. */
export function sorted(findings: readonly Finding[]): readonly Finding[] {
  const rank = ({ severity, rule }: Finding) =>
    SEVERITIES.indexOf(severity) * RULE_IDS.length + RULE_IDS.indexOf(rule);
  return findings.toSorted((a, b) => rank(a) - rank(b));
}
