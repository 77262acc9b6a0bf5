import type { Identity } from '../verification/identity.ts';
import { ageText } from './age.ts';
import { type Concern, fileText } from './concern.ts';
import { identityText, type KnownIdentity, repositoryPage, runPage } from './identity-text.ts';

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
  readonly steps: readonly string[];
  /** The TOML to paste into the policy to accept it. */
  readonly acceptBlock: string | undefined;
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
  const { finding, items } = concern;
  const { expected, observed } = finding;
  return {
    what: finding.message,
    files: filesText(concern, now),
    before: expected && `${identityText(expected, observed)} (${SAYS_SO[expected.from]})`,
    now: observed ? identityText(observed, expected) : absence(concern),
    why: finding.why,
    steps: [
      ...inspection(observed, expected ?? items[0].identity),
      finding.remedy,
      ...reporting(concern),
    ],
    acceptBlock: finding.acceptBlock,
  };
}

function filesText({ items }: Concern, now: number): string {
  const names = items.slice(0, SHOWN_FILES).map(fileText);
  const rest = items.length - names.length;
  const age = ageText(items[0].uploadTime, now);
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

function inspection(observed: Identity | undefined, expected: KnownIdentity | undefined): string[] {
  const run = runPage(observed);
  if (run !== undefined) return [`See what published it: ${run}`];
  const page = repositoryPage(expected);
  return page === undefined ? [] : [`See whether the project announced it: ${page}`];
}

/** An error about a file of an index is for its project to know. */
function reporting({ severity, finding, items }: Concern): string[] {
  const { project } = items[0].subject;
  if (severity !== 'error' || project === undefined || finding.rule === 'not-checked') return [];
  const page = repositoryPage(finding.expected ?? items[0].identity);
  const where = page === undefined ? '' : ` (${page}/issues)`;
  return [`If it is not meant, tell the project${where} and the index.`];
}
