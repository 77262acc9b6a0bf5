import type { Check, JudgeContext } from '../checks/check.ts';
import { checkEvidence } from '../checks/evidence.ts';
import { checkIdentity, isSamePublisher } from '../checks/identity.ts';
import { checkListing } from '../checks/listing.ts';
import { checkLoss } from '../checks/loss.ts';
import { checkSubject } from '../checks/subject.ts';
import { ageText, DAY_MS } from '../day.ts';
import { type Finding, makeFinding } from '../finding.ts';
import { identityText } from '../identity/identity.ts';
import { disagreement, publisherIdentity } from '../identity/publisher-object.ts';
import { applyPolicy } from '../policy/apply-policy.ts';
import { unmetDemands } from '../policy/unmet-demands.ts';
import type { VerifiedItem } from '../report.ts';
import { RULE_IDS } from '../rules.ts';
import { verdictOf } from '../verdict.ts';
import { verifiedStatements } from './file-evidence.ts';
import type { FileFacts } from './file-facts.ts';

/**
 * Whether the publisher is one that the lock lists (PEP 751 `attestation-identities`). The list
 * is about any file of the package, and nobody signed it: pins beat it.
 */
const checkLockIdentities: Check = ({ subject, evidence }, { pins }) => {
  const listed = subject.attestationIdentities ?? [];
  const [statement] = verifiedStatements(evidence);
  if (listed.length === 0 || statement === undefined || pins.length > 0) return [];
  const claimed = listed.map(publisherIdentity).filter((one) => one !== undefined);
  const { identity } = statement;
  if (claimed.some((one) => disagreement(one, identity) === undefined)) return [];
  const [first] = claimed;
  const names = claimed.map(identityText).join(' or ') || 'an identity of an unknown kind';
  return [
    makeFinding(
      'lock-identity-mismatch',
      `published by ${identityText(identity)}, and the lock lists ${names}`,
      { observed: identity, expected: { ...first, from: 'lock' } },
    ),
  ];
};

/** Whether every verified statement is by whom the options of the run demand. */
const checkDemands: Check = ({ evidence, subject }, { demands }) => {
  if (subject.from === 'bundle') return [];
  const statements = verifiedStatements(evidence);
  const unmet = statements.flatMap(({ identity }) =>
    unmetDemands(identity, demands).map(({ message, expected }) => ({
      message,
      expected,
      identity,
    })),
  );
  // A publish and a SLSA statement of one run fail alike: once is enough.
  const seen = new Set<string>();
  return unmet.flatMap(({ message, expected, identity }) => {
    if (seen.has(message)) return [];
    seen.add(message);
    return [
      makeFinding('identity-mismatch', `published ${message}`, { expected, observed: identity }),
    ];
  });
};

/** Clocks of the log and the index may differ by this. */
const SKEW_MS = 10 * 60_000;

/** Whether the file was signed when it was uploaded, as a publishing job does it. */
const checkTime: Check = ({ index, evidence }) => {
  const uploadedAt = index.kind === 'listed' ? index.file.uploadedAt : undefined;
  const logged = verifiedStatements(evidence)[0]?.log?.time;
  if (uploadedAt === undefined || logged === undefined) return [];
  const ahead = uploadedAt - logged;
  if (ahead >= -SKEW_MS && ahead <= DAY_MS) return [];
  const message =
    ahead < 0
      ? `signed ${ageText(-ahead)} after the upload`
      : `signed ${ageText(ahead)} before the upload`;
  return [makeFinding('time-mismatch', message)];
};

/** What the index that files come from does to evidence, where another one gives it. */
const checkOwnIndex: Check = ({ index, ownIndex, evidence }) => {
  const isElsewhere = index.kind === 'gone' || index.kind === 'other-bytes';
  if (isElsewhere && ownIndex.kind === 'has-file') {
    const message = `${ownIndex.title} has this file, and the public index has the name without it`;
    return [makeFinding('index-origin-changed', message)];
  }
  if (evidence.kind === 'read' && ownIndex.kind === 'has-file' && !ownIndex.passesProvenance) {
    const message = `${ownIndex.title} has the same bytes and names no provenance`;
    return [makeFinding('provenance-stripped', message)];
  }
  return [];
};

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
