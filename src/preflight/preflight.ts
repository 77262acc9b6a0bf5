import { PublishError } from '../errors.ts';
import type { Log } from '../log.ts';
import { findings, type JudgedFinding, type PreflightOptions } from './findings.ts';
import type { PreflightInput } from './rule.ts';

/**
 * Applies every rule to the release as a whole, so that all that is wrong is said at once.
 * @throws PublishError `preflight-failed`
 */
export function preflight(
  input: PreflightInput,
  options: PreflightOptions,
  deps: { readonly log: Log },
): void {
  const errors: string[] = [];
  for (const [finding, files] of alike(findings(input, options))) {
    const text = describe(finding, files);
    if (finding.severity === 'error') errors.push(text);
    else deps.log.warning(text);
  }
  if (errors.length === 0) return;
  throw new PublishError({
    code: 'preflight-failed',
    message: ['The index would refuse this release:', ...errors.map((text) => `- ${text}`)].join(
      '\n',
    ),
    remedy: 'Mend what is named above, build again, and run the job again.',
  });
}

/** What is wrong with many files for one reason is said once: they come from one build. */
function alike(all: readonly JudgedFinding[]): readonly (readonly [JudgedFinding, number])[] {
  const groups = Map.groupBy(all, ({ rule, message, remedy }) =>
    [rule, message, remedy].join('\n'),
  );
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    return first === undefined ? [] : [[first, group.length] as const];
  });
}

function describe({ filename, message, remedy, rule }: JudgedFinding, files: number): string {
  const others = files > 1 ? ` and ${files - 1} more` : '';
  const subject = filename === undefined ? '' : `${filename}${others}: `;
  return `${subject}${message} [${rule}]. ${remedy}`;
}
