import type { JudgeContext } from '../checks/check.ts';
import { isSamePublisher } from '../checks/identity.ts';
import { type Finding, makeFinding } from '../finding.ts';
import { identityText } from '../identity/identity.ts';
import { applyPolicy } from '../policy/apply-policy.ts';
import { type ProjectListing, versionKey } from '../project-listing.ts';
import type { ReleaseState, VerifiedItem } from '../report.ts';
import type { RuleId } from '../rules.ts';
import { verdictOf } from '../verdict.ts';
import { sorted } from './judge-file.ts';

/**
 * Judges the files of a project together: whether a release comes from one publisher, and how
 * it stands.
 * @param listing undefined where the index was not asked, or did not answer
 */
export function judgeRelease(
  items: readonly VerifiedItem[],
  listing: ProjectListing | undefined,
  context: JudgeContext,
): readonly VerifiedItem[] {
  return items.map((item) => {
    const others = items.filter((one) => isOfOneRelease(one, item));
    const finding = inconsistency(item, others, context);
    const findings = finding ? sorted([...item.findings, finding]) : item.findings;
    const isAttested = item.identity !== undefined;
    return {
      ...item,
      findings,
      verdict: verdictOf(item.subject, findings, isAttested),
      state: stateOf({ ...item, findings }, listing),
    };
  });
}

function isOfOneRelease(a: VerifiedItem, b: VerifiedItem): boolean {
  return versionOf(a) !== undefined && versionOf(a) === versionOf(b);
}

const versionOf = ({ subject: { version } }: VerifiedItem): string | undefined =>
  version === undefined ? undefined : versionKey(version);

/** Several publishers may be pinned; then their mixture is meant. */
function inconsistency(
  item: VerifiedItem,
  others: readonly VerifiedItem[],
  context: JudgeContext,
): Finding | undefined {
  const { identity } = item;
  if (identity === undefined || context.pins.length > 1) return undefined;
  const other = others.find((one) => one.identity && !isSamePublisher(one.identity, identity));
  if (other?.identity === undefined) return undefined;
  const message = `this file was published by ${identityText(identity)}, ${other.subject.filename} by ${identityText(other.identity)}`;
  const finding = makeFinding('inconsistent', message, { observed: identity });
  return applyPolicy([finding], item.subject, context.policy, context.now)[0];
}

const CHANGES: ReadonlySet<RuleId> = new Set([
  'identity-changed',
  'transferred',
  'account-resurrected',
  'repo-recreated',
]);

/** PyPI's six words, so that its page and a report agree where they look at the same. */
function stateOf(
  { subject, findings }: VerifiedItem,
  listing: ProjectListing | undefined,
): ReleaseState | undefined {
  const has = (is: (rule: RuleId) => boolean) => findings.some(({ rule }) => is(rule));
  if (has((rule) => CHANGES.has(rule))) return 'changed';
  if (has((rule) => rule === 'provenance-lost')) return 'lost';
  if (has((rule) => rule === 'inconsistent')) return 'inconsistent';
  const key = subject.version === undefined ? undefined : versionKey(subject.version);
  const release = listing?.releases.find((one) => one.key === key);
  if (release === undefined) return undefined;
  if (release.attested === 0) return 'none';
  return release.attested === release.files.length ? 'full' : 'partial';
}
