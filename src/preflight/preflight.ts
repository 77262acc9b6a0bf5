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
  for (const finding of findings(input, options)) {
    const text = describe(finding);
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

function describe({ filename, message, remedy, rule }: JudgedFinding): string {
  const subject = filename === undefined ? '' : `${filename}: `;
  return `${subject}${message} [${rule}]. ${remedy}`;
}
