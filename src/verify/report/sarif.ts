import { createHash } from 'node:crypto';
import { POLICY_FILE } from '../../provenance/policy/policy.ts';
import type { VerifyReport } from '../../provenance/report.ts';
import { RULE_IDS, type RuleId, ruleOf } from '../../provenance/rules.ts';
import { acceptedConcerns, type Concern, concernsOf, fileText } from './concern.ts';
import { type ConcernFacts, concernFacts, stepText } from './concern-facts.ts';
import { type Data, sarifLog, sarifUri } from './sarif-log.ts';
import { workspacePath } from './workspace-path.ts';

/** What a SARIF file says of the tool that wrote it, and of the paths in it. */
export interface SarifContext {
  /** Of this program. */
  readonly version: string;
  /** Paths below it become relative: GitHub shows no others. */
  readonly workspace: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** A result that names more files than this is longer than anybody reads. */
const LISTED_FILES = 100;

/**
 * A report as SARIF 2.1.0 (OASIS): every rule, and a result for each release and finding that
 * needs review, at the line of the lock that names it. What the policy sets aside is a suppressed
 * result. There are no fixes: whom to trust is for people to say.
 */
export function sarif(report: VerifyReport, context: SarifContext): Data {
  return sarifLog({
    tool: 'pypi-trusted-publish verify',
    version: context.version,
    rules: RULE_IDS.map(reportingDescriptor),
    invocation: { executionSuccessful: report.exit !== 3, exitCode: report.exit },
    results: [
      ...concernsOf(report.items).map((concern) => result(concern, context)),
      ...acceptedConcerns(report.items).map((concern) => ({
        ...result(concern, context),
        suppressions: [suppression(concern)],
      })),
    ],
  });
}

function reportingDescriptor(id: RuleId): Data {
  const { title, why, remedy, severity } = ruleOf(id);
  return {
    id,
    ...(id.includes('-') ? { name: pascalCase(id) } : {}),
    shortDescription: { text: title },
    fullDescription: { text: why },
    help: { text: `${why} ${remedy}` },
    defaultConfiguration: { level: severity },
    properties: { tags: ['security', 'supply-chain'] },
  };
}

/** A name must be another than the id (SARIF 2.1.0, 3.49.7): of one word there is none. */
const pascalCase = (id: string): string =>
  id.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());

function result(concern: Concern, context: SarifContext): Data {
  const { finding, severity, items } = concern;
  return {
    ruleId: finding.rule,
    ruleIndex: RULE_IDS.indexOf(finding.rule),
    level: severity,
    message: { text: messageText(concernFacts(concern, context.now)) },
    locations: [location(concern, context.workspace)],
    partialFingerprints: { 'publisher/v1': fingerprint(concern) },
    properties: { files: items.slice(0, LISTED_FILES).map(fileText), count: items.length },
  };
}

function messageText({ what, files, before, now, why, steps }: ConcernFacts): string {
  return [
    what,
    `Files: ${files}.`,
    ...(before === undefined ? [] : [`Before: ${before}.`]),
    ...(now === undefined ? [] : [`Now: ${now}.`]),
    why,
    ...steps.map(stepText),
  ].join('\n');
}

/**
 * The line of the lock. Code scanning refuses a whole file over one result without a place in the
 * repository: what no lock names is shown at the policy, where an exception would stand.
 */
function location({ at, subject, items }: Concern, workspace: string): Data {
  const path = at?.path ?? items[0].subject.path;
  const uri = path === undefined ? POLICY_FILE : sarifUri(workspacePath(path, workspace));
  return {
    physicalLocation: { artifactLocation: { uri }, region: { startLine: at?.line ?? 1 } },
    logicalLocations: [{ fullyQualifiedName: subject, kind: 'module' }],
  };
}

/** Stays the same while the same publisher does the same to a project, whatever the version. */
function fingerprint({ finding, items }: Concern): string {
  const { project, filename } = items[0].subject;
  const { kind, repository, repositoryId, ownerId, workflow, email } = finding.observed ?? {};
  const who = [kind, repository, repositoryId, ownerId, workflow, email];
  const identity = JSON.stringify([project ?? filename, finding.rule, who]);
  return createHash('sha256').update(identity).digest('hex');
}

function suppression({ finding: { accepted } }: Concern): Data {
  const justification = `${accepted?.reason ?? ''} (until ${accepted?.expires ?? ''})`;
  return { kind: 'external', status: 'accepted', justification };
}
