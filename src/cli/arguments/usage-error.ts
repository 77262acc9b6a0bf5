import { PublishError } from '../../errors.ts';
import { nearest } from '../terminal/nearest.ts';
import { FOREIGN_OPTIONS } from './foreign-options.ts';
import type { Option } from './option.ts';

/** A command line that cannot be followed. */
export function usageError(message: string, verb?: string): PublishError {
  const command = ['pypi-trusted-publish', verb, '--help'].filter((word) => word !== undefined);
  return new PublishError({
    code: 'invalid-configuration',
    message,
    remedy: `See: ${command.join(' ')}`,
  });
}

/** @param written as it was written, without a value */
export function unknownOption(
  written: string,
  known: readonly Option[],
  verb: string,
): PublishError {
  if (written === '--password') {
    return usageError(
      'There is no --password: other processes can read a command line. Set PYPI_TRUSTED_PUBLISH_PASSWORD, or pipe the password in with --password-stdin.',
      verb,
    );
  }
  const foreign = FOREIGN_OPTIONS[verb] ?? {};
  if (Object.hasOwn(foreign, written)) {
    return usageError(`${verb} has no option ${written}. ${foreign[written]}`, verb);
  }
  const name = written.replace(/^-+/, '');
  const meant = nearest(
    name,
    known.map((option) => option.name),
  );
  const hint = meant === undefined ? '' : ` Did you mean --${meant}?`;
  return usageError(`${verb} has no option ${written}.${hint}`, verb);
}

/** A flag's choice that stands apart: it would be taken for a file. */
export function ambiguousChoice({ name }: Option, choice: string, verb: string): PublishError {
  return usageError(`Write --${name}=${choice}: apart, ${choice} would be a file's name.`, verb);
}

/** For an option that ends the line, or stands before another. */
export function missingValue({ name, placeholder = 'VALUE' }: Option, verb: string): PublishError {
  return usageError(`--${name} needs a value: --${name} ${placeholder}`, verb);
}

/** For a value that the option does not know, or takes none of. */
export function unexpectedValue({ name, choices }: Option, verb: string): PublishError {
  return usageError(
    choices
      ? `--${name} can be ${choices.join(', ')}.`
      : `--${name} takes no value; --no-${name} is its opposite.`,
    verb,
  );
}
