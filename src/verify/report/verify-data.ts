import type { Finding } from '../../provenance/finding.ts';
import type { Pin } from '../../provenance/pins/pin.ts';
import type {
  PinChange,
  PublisherRun,
  ReportSummary,
  VerifiedItem,
  VerifyReport,
} from '../../provenance/report.ts';
import type { Severity } from '../../provenance/rule.ts';

import type { KnownIdentity } from './identity-text.ts';

type Data = Readonly<Record<string, unknown>>;

/** The version of the document; `docs/verify.schema.json` describes it. */
const VERIFY_SCHEMA = 'verify/1';

/** A report as a JSON document: every member is always there, null for nothing. */
export function verifyDocument(report: VerifyReport): Data {
  return { ok: report.exit === 0, ...verifyData(report), error: null };
}

/** The same without what every document of the command has. */
export function verifyData(report: VerifyReport): Data {
  const { root } = report;
  return {
    schema: VERIFY_SCHEMA,
    exit: report.exit,
    summary: summaryData(report.summary),
    root: {
      source: root.source,
      'stale-because': root.staleBecause ?? null,
      dated: root.dated ?? null,
    },
    items: report.items.map(itemData),
    'pin-changes': report.pinChanges.map(pinChangeData),
    'proposed-pin-changes': report.proposedPinChanges.map(pinChangeData),
    notes: report.notes.map(({ text, needsReview }) => ({ text, 'needs-review': needsReview })),
  };
}

function summaryData({ verdicts, severities, firstSeen, ...counts }: ReportSummary): Data {
  return {
    ...counts,
    'first-seen': firstSeen,
    verdicts,
    errors: severities.error,
    warnings: severities.warning,
    notes: severities.note,
  };
}

function itemData(item: VerifiedItem): Data {
  const { subject, findings } = item;
  return {
    project: subject.project ?? null,
    version: subject.version ?? null,
    file: subject.filename ?? null,
    path: subject.path ?? null,
    sha256: subject.sha256 ?? null,
    from: subject.from,
    at: subject.at ? { path: subject.at.path, line: subject.at.line } : null,
    verdict: item.verdict,
    state: item.state ?? null,
    severity: gravest(findings),
    rules: [...new Set(findings.map(({ rule }) => rule))],
    findings: findings.map(findingData),
    identity: item.identity ? identityData(item.identity) : null,
    'index-publisher': item.indexPublisher ?? null,
    predicates: item.predicates,
    log: item.log ?? null,
    'upload-time': item.uploadTime ?? null,
    pinned: item.pinned,
    evidence: item.evidence,
    history: item.history ? historyData(item.history) : null,
  };
}

function historyData({ agreeing, since, version, logIndex }: PublisherRun): Data {
  return { agreeing, since, version: version ?? null, 'log-index': logIndex ?? null };
}

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'note'];

function gravest(findings: readonly Finding[]): Severity | null {
  const open = findings.filter(({ accepted }) => accepted === undefined);
  return SEVERITIES.find((severity) => open.some((one) => one.severity === severity)) ?? null;
}

function findingData(finding: Finding): Data {
  const { rule, severity, message, why, remedy, expected, observed } = finding;
  return {
    rule,
    severity,
    message,
    why,
    remedy,
    expected: expected ? { from: expected.from, ...identityData(expected) } : null,
    observed: observed ? identityData(observed) : null,
    'accept-block': finding.acceptBlock ?? null,
    accepted: finding.accepted ?? null,
  };
}

/** Who signed. What a certificate does not tell is left out; null is what it tells not to be. */
function identityData(identity: KnownIdentity): Data {
  const { kind, issuer, repository, workflow, environment, ref, commit, trigger, runner } =
    identity;
  return present({
    kind,
    issuer,
    repository,
    'repository-id': identity.repositoryId,
    'owner-id': identity.ownerId,
    workflow,
    'reusable-workflow': identity.reusableWorkflow,
    environment,
    ref,
    commit,
    trigger,
    runner,
    run: identity.run,
    email: identity.email,
    'project-id': identity.projectId,
    'pipeline-definition-id': identity.pipelineDefinitionId,
  });
}

function pinChangeData({ project, kind, before, after }: PinChange): Data {
  return { project, kind, before: before.map(pinData), after: after.map(pinData) };
}

/** A pin with the keys of the pin file. */
function pinData(pin: Pin): Data {
  const { firstSeen } = pin;
  return {
    ...identityData(pin),
    ...present({
      ref: pin.ref,
      unattested: pin.unattested,
      'first-seen':
        firstSeen &&
        present({
          version: firstSeen.version,
          date: firstSeen.date,
          'log-index': firstSeen.logIndex,
        }),
    }),
  };
}

function present(members: Data): Data {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}
