import { PublishError } from '../errors.ts';
import type { Log } from '../log.ts';
import type { Finding, PreflightInput, Rule } from './rule.ts';
import { RULES } from './rules.ts';

export interface PreflightOptions {
  /** False softens what concerns metadata to warnings (`verify-metadata`). */
  readonly verifyMetadata: boolean;
}

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
  for (const rule of RULES) {
    for (const finding of rule.check(input)) {
      const text = describe(finding, rule);
      if (isError(rule, input, options)) errors.push(text);
      else deps.log.warning(text);
    }
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

function isError(rule: Rule, input: PreflightInput, options: PreflightOptions): boolean {
  const softened = rule.concerns === 'metadata' && !options.verifyMetadata;
  return rule.errorOn.includes(input.index) && !softened;
}

function describe({ filename, message, remedy }: Finding, { id }: Rule): string {
  const subject = filename === undefined ? '' : `${filename}: `;
  return `${subject}${message} [${id}]. ${remedy}`;
}
