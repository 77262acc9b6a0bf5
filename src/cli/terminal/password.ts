import { usageError } from '../arguments/usage-error.ts';
import type { Terminal } from './output.ts';

/** A token of PyPI has some 200 characters. */
const MOST_BYTES = 16 * 1024;

/**
 * The password or API token: never from the command line, which other processes can read.
 * @returns undefined where none was given
 * @throws PublishError `invalid-configuration`
 */
export async function readPassword(
  fromStdin: boolean,
  { env, stdin }: Terminal,
): Promise<string | undefined> {
  if (!fromStdin) return env['PYPI_TRUSTED_PUBLISH_PASSWORD'];
  if (stdin.isTTY) {
    throw usageError('--password-stdin reads a pipe, and standard input is a terminal.', 'publish');
  }
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stdin) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > MOST_BYTES) throw usageError('Standard input holds no password.', 'publish');
    chunks.push(bytes);
  }
  const password = Buffer.concat(chunks).toString('utf8').trim();
  if (/[\r\n]/.test(password)) {
    throw usageError('Standard input holds several lines, and no password.', 'publish');
  }
  return password;
}
