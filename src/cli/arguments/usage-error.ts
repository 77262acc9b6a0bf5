import { PublishError } from '../../errors.ts';
import { nearest } from '../terminal/nearest.ts';
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

const INSTALLED = 'Name the environment: `.venv`, or --path DIR.';
const COMPARED_EXACTLY = 'Identities are compared exactly: --cert-identity and --cert-oidc-issuer.';
const ANOTHER_SIGSTORE = 'Name the keys of another Sigstore: --custom-trusted-root FILE.';

/**
 * What to write in place of options that users of other programs type: pip-audit, gh, cosign,
 * sigstore-python and pypi-attestations. By verb.
 */
const FOREIGN_OPTIONS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  verify: {
    '--local': INSTALLED,
    '-l': INSTALLED,
    '--user': INSTALLED,
    '-i': 'Write it out: --index-url.',
    '--ignore-vuln':
      'Projects are passed over by --ignore, findings by `[[accept]]` in the policy.',
    '--repository': 'It is --repo here, as OWNER/NAME.',
    '--signer-repo': 'Say it with --repo, or with --signer-workflow OWNER/NAME/PATH.',
    '--signer-digest': 'The commit of the source is --source-digest.',
    '--cert-identity-regex': COMPARED_EXACTLY,
    '--certificate-identity': COMPARED_EXACTLY,
    '--certificate-identity-regexp': COMPARED_EXACTLY,
    '--certificate-oidc-issuer': COMPARED_EXACTLY,
    '--certificate-oidc-issuer-regexp': COMPARED_EXACTLY,
    '--bundle-from-oci': 'Give the bundle as a file: --bundle.',
    '--digest-alg': 'Files are known by SHA-256.',
    '--no-public-good': ANOTHER_SIGSTORE,
    '--staging': ANOTHER_SIGSTORE,
    '--hostname': 'The host is part of the name: --repo gitlab.com/GROUP/NAME.',
    '--jq': 'Take --json, and jq behind it.',
    '--fix': 'Nothing is changed by it. A change that is meant is written by --accept PROJECT.',
  },
};

/** The one folder that a verb works on; this one where none is named. */
export function oneDirectory(positionals: readonly string[], verb: string): string {
  if (positionals.length > 1) throw usageError(`${verb} takes one directory.`, verb);
  return positionals[0] ?? '.';
}
