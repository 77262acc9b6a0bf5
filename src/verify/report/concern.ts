import type { Place } from '../../lockfiles/lock-document.ts';
import type { Finding } from '../../provenance/finding.ts';
import type { VerifiedItem } from '../../provenance/report.ts';
import { RULE_IDS } from '../../provenance/rules.ts';

/** Something that needs review: one finding about a release, with every file that it is about. */
export interface Concern {
  readonly finding: Finding;
  /** `error` or `warning`; notes need no eyes. */
  readonly severity: 'error' | 'warning';
  /** `project version`, or the file's name where there is no project. */
  readonly subject: string;
  readonly items: readonly [VerifiedItem, ...VerifiedItem[]];
  /** The first place that names it. */
  readonly at: Place | undefined;
}

/**
 * What of the items needs review, errors first, in the order of the rules. Files of one release
 * with the same finding are one concern; findings that the policy sets aside are none.
 */
export function concernsOf(items: readonly VerifiedItem[]): readonly Concern[] {
  return grouped(items, ({ accepted, severity }) => accepted === undefined && severity !== 'note');
}

/** What would need review, had the policy not set it aside. */
export function acceptedConcerns(items: readonly VerifiedItem[]): readonly Concern[] {
  return grouped(items, ({ accepted }) => accepted !== undefined);
}

/** What an item is called: its release, or its file. */
function subjectText({ subject }: VerifiedItem): string {
  const { project, version, filename, path, elsewhere } = subject;
  if (!project) return filename ?? path ?? elsewhere ?? 'a file';
  return version === undefined ? project : `${project} ${version}`;
}

/** What a file is called: its name, or what stands for it. */
export function fileText(item: VerifiedItem): string {
  const { filename, path, sha256 } = item.subject;
  if (filename !== undefined) return filename;
  if (path !== undefined) return path;
  const digits = sha256 === undefined ? '' : ` (SHA-256 ${sha256.slice(0, SHOWN_DIGITS)}…)`;
  return `${subjectText(item)}${digits}`;
}

/** Enough of a hash to find it in a lock. */
const SHOWN_DIGITS = 16;

interface Group {
  readonly finding: Finding;
  readonly items: [VerifiedItem, ...VerifiedItem[]];
}

function grouped(
  items: readonly VerifiedItem[],
  isMeant: (finding: Finding) => boolean,
): readonly Concern[] {
  const groups = new Map<string, Group>();
  for (const item of items) {
    for (const finding of item.findings) {
      if (!isMeant(finding)) continue;
      const key = groupKey(item, finding);
      const group = groups.get(key);
      if (group) group.items.push(item);
      else groups.set(key, { finding, items: [item] });
    }
  }
  return [...groups.values()].map(asConcern).sort(compare);
}

function groupKey(item: VerifiedItem, { rule, severity, expected, observed }: Finding): string {
  return JSON.stringify([subjectText(item), rule, severity, expected, observed]);
}

function asConcern({ finding, items }: Group): Concern {
  const severity = finding.severity === 'error' ? 'error' : 'warning';
  const at = items.find(({ subject }) => subject.at)?.subject.at;
  return { finding, severity, subject: subjectText(items[0]), items, at };
}

function compare(one: Concern, other: Concern): number {
  return order(one) - order(other) || one.subject.localeCompare(other.subject, 'en');
}

function order({ severity, finding }: Concern): number {
  return (severity === 'error' ? 0 : RULE_IDS.length) + RULE_IDS.indexOf(finding.rule);
}
