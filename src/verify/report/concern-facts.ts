import { type Concern, fileText } from './concern.ts';
import { identityLine, repositoryPage, runPage } from './identity-text.ts';

/** What a person needs to judge a concern. All texts are plain and may hold outside words. */
export interface ConcernFacts {
  /** `widget 1.3.0: Provenance was lost`. */
  readonly what: string;
  /** The files, the first few by name, and how old they are. */
  readonly files: string;
  /** Who was expected, and who says so. */
  readonly before: string | undefined;
  /** Who was found; undefined where the rule is not about a publisher. */
  readonly now: string | undefined;
  readonly why: string;
  /** What to do, in order. */
  readonly steps: readonly Step[];
  /** The TOML to paste into the policy to accept it. */
  readonly acceptBlock: string | undefined;
}

/** Something to do, and where; the URL is of this program's making. */
export interface Step {
  readonly text: string;
  readonly url?: string;
}

const SHOWN_FILES = 3;

const SAYS_SO = {
  pin: 'pinned',
  policy: 'by the policy',
  lock: 'by the lock file',
  history: 'by earlier releases',
  option: 'asked for',
} as const;

/** @param now milliseconds since the epoch */
export function concernFacts(concern: Concern, now: number): ConcernFacts {
  const { finding } = concern;
  const { expected, observed } = finding;
  return {
    what: finding.message,
    files: filesText(concern, now),
    before: expected && `${identityLine(expected, observed)} (${SAYS_SO[expected.from]})`,
    now: observed ? identityLine(observed, expected) : absence(concern),
    why: finding.why,
    steps: [...inspection(concern), { text: finding.remedy }, ...reporting(concern)],
    acceptBlock: finding.acceptBlock,
  };
}

function filesText({ items }: Concern, now: number): string {
  const names = items.slice(0, SHOWN_FILES).map(fileText);
  const rest = items.length - names.length;
  const age = timeAgo(items[0].uploadTime, now);
  return [
    names.join(', '),
    ...(rest > 0 ? [`and ${rest} more`] : []),
    ...(age === undefined ? [] : [`(uploaded ${age})`]),
  ].join(' ');
}

const ABOUT_ABSENCE: ReadonlySet<string> = new Set([
  'provenance-lost',
  'provenance-partial',
  'required-unattested',
]);

function absence({ finding }: Concern): string | undefined {
  return ABOUT_ABSENCE.has(finding.rule) ? 'not attested' : undefined;
}

function inspection({ finding, items }: Concern): Step[] {
  const run = runPage(finding.observed);
  if (run !== undefined) return [{ text: 'See what published it:', url: run }];
  const page = repositoryPage(finding.expected ?? items[0].identity);
  const isMeant = page !== undefined && FOR_THE_PROJECT.has(finding.rule);
  return isMeant ? [{ text: 'See whether the project announced it:', url: page }] : [];
}

/** What the project and the index should know, where they do not. */
const FOR_THE_PROJECT: ReadonlySet<string> = new Set([
  'invalid-attestation',
  'subject-mismatch',
  'publisher-mismatch',
  'empty-provenance',
  'account-resurrected',
  'identity-changed',
  'provenance-lost',
  'provenance-partial',
]);

function reporting({ severity, finding, items }: Concern): Step[] {
  if (severity !== 'error' || !FOR_THE_PROJECT.has(finding.rule)) return [];
  const page = repositoryPage(finding.expected ?? items[0].identity);
  const text = 'If it is not meant, tell the index and the project';
  return [page === undefined ? { text: `${text}.` } : { text: `${text}:`, url: `${page}/issues` }];
}

/** A step in one line. */
export function stepText({ text, url }: Step): string {
  return url === undefined ? text : `${text} ${url}`;
}

const DAY = 86_400_000;

/**
 * How long ago something happened, as people say it.
 * @param time RFC 3339; anything else, or the future, gives undefined
 * @param now milliseconds since the epoch
 */
export function timeAgo(time: string | undefined, now: number): string | undefined {
  const then = Date.parse(time ?? '');
  if (!(then <= now)) return undefined;
  const days = Math.floor((now - then) / DAY);
  if (days < 1) return 'less than a day ago';
  if (days < 61) return ago(days, 'day');
  if (days < 731) return ago(Math.floor(days / 30.44), 'month');
  return ago(Math.floor(days / 365.25), 'year');
}

function ago(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? '' : 's'} ago`;
}
