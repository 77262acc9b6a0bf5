import { PublishError } from '../errors.ts';
import type { Log } from '../log.ts';
import type { PreflightFinding, PreflightInput, PreflightRule } from './rule.ts';
import { PREFLIGHT_RULES } from './rules/rules.ts';

/** What preflight warns of, by file name. */
export type FileWarnings = ReadonlyMap<string, readonly string[]>;

/**
 * Applies every rule to the release as a whole, so that all that is wrong is said at once.
 * @returns the warnings, by file name
 * @throws PublishError `preflight-failed`
 */
export function preflight(
  input: PreflightInput,
  options: PreflightOptions,
  deps: { readonly log: Log },
): FileWarnings {
  const errors: string[] = [];
  const all = findings(input, options);
  for (const group of alike(all)) {
    const [first] = group;
    if (!first) continue;
    const text = describe(group, first);
    if (first.severity === 'error') errors.push(text);
    else deps.log.warning(text);
  }
  if (errors.length === 0) return warningsByFile(all);
  throw new PublishError({
    code: 'preflight-failed',
    message: [
      'This release does not pass the checks before the upload:',
      ...errors.map((text) => `- ${text}`),
    ].join('\n'),
    remedy: 'Fix what is named above, build again, and run the job again.',
  });
}

function warningsByFile(all: readonly JudgedFinding[]): FileWarnings {
  const warnings = new Map<string, string[]>();
  for (const { filenames, message, rule, severity } of all) {
    if (severity !== 'warning') continue;
    for (const filename of filenames)
      warnings.set(filename, [...(warnings.get(filename) ?? []), `${message} [${rule}]`]);
  }
  return warnings;
}

/** How many files are named of those that have one thing wrong. */
const MOST_NAMES = 3;

/** What is wrong with many files for one reason is said once: they come from one build. */
function alike(all: readonly JudgedFinding[]): readonly (readonly JudgedFinding[])[] {
  const groups = Map.groupBy(all, ({ rule, message, remedy }) =>
    [rule, message, remedy].join('\n'),
  );
  return [...groups.values()];
}

function describe(
  group: readonly JudgedFinding[],
  { message, remedy, rule }: JudgedFinding,
): string {
  const names = group.flatMap(({ filenames }) => filenames);
  const more = names.length > MOST_NAMES ? ` and ${names.length - MOST_NAMES} more` : '';
  return `${names.slice(0, MOST_NAMES).join(', ')}${more}: ${message} [${rule}]. ${remedy}`;
}

/** How strict preflight is. */
interface PreflightOptions {
  /** False softens what concerns metadata to warnings (`verify-metadata`). */
  readonly verifyMetadata: boolean;
}

/** What is shown of a message: parts of it come from files and may have any length. */
const MOST_CHARACTERS = 600;

/** A finding, the rule that made it, and what it means at the index in question. */
export interface JudgedFinding extends PreflightFinding {
  /** The rule's id. */
  readonly rule: string;
  /** Whether the index would refuse the release for it. */
  readonly severity: 'error' | 'warning';
}

/** Applies every rule to the release as a whole, in the order of the list. */
export function findings(
  input: PreflightInput,
  options: PreflightOptions,
): readonly JudgedFinding[] {
  return PREFLIGHT_RULES.flatMap((rule) => {
    const severity = isError(rule, input, options) ? ('error' as const) : ('warning' as const);
    return rule.check(input).map((finding) => ({
      ...finding,
      message: cut(finding.message),
      rule: rule.id,
      severity,
    }));
  });
}

function isError(rule: PreflightRule, input: PreflightInput, options: PreflightOptions): boolean {
  const softened = rule.concerns === 'metadata' && !options.verifyMetadata;
  return rule.errorOn.includes(input.index) && !softened;
}

function cut(message: string): string {
  return message.length > MOST_CHARACTERS ? `${message.slice(0, MOST_CHARACTERS)}…` : message;
}
