import { PublishError } from '../../errors.ts';
import type { Option } from './option.ts';

/**
 * An error in the words of a command line: where a text names an action's input
 * (`overwrite: true`), it names the option (`--overwrite`).
 */
export function inOptionWords(error: PublishError, options: readonly Option[]): PublishError {
  const { code, cause } = error;
  return new PublishError({
    code,
    message: withOptions(error.message, options).replace(
      /^The configuration is wrong:/,
      'The command line is wrong:',
    ),
    remedy: withOptions(error.remedy, options),
    cause,
  });
}

function withOptions(text: string, options: readonly Option[]): string {
  return text.replace(/`([a-z-]+)(?:: ([a-z-]+))?`/g, (written, name: string, value?: string) => {
    const option = options.find((one) => one.name === name);
    if (!option) return written;
    if (value === undefined || value === 'true') return `--${name}`;
    if (option.kind !== 'flag') return `--${name} ${value}`;
    return value === 'false' ? `--no-${name}` : `--${name}=${value}`;
  });
}
