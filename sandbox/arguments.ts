import { statSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { InvalidFilename, parseFilename } from './index/distribution-filename.ts';

export const USAGE = `Usage: npm run sandbox -- [--json] [FILE…]
       npm run sandbox -- serve [--env-file PATH]

Starts GitHub's ID-token service, Sigstore and an index on loopback, publishes the files (by
default a small sample wheel and sdist) with dist/index.js as a runner would, and checks the result.

  --json           print the result as JSON, and nothing else
  serve            keep the services up until they are stopped
  --env-file PATH  write every variable that a run of dist/index.js needs, one KEY=value a line
  --help           show this text
`;

/** The command line cannot be understood; the message says why. */
export class UsageError extends Error {}

export interface Arguments {
  readonly command: 'publish' | 'serve' | 'help';
  readonly files: readonly string[];
  readonly json: boolean;
  readonly envFile: string | undefined;
}

/** Throws UsageError. */
export function parseArguments(args: readonly string[]): Arguments {
  const parse = () =>
    parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        json: { type: 'boolean', default: false },
        'env-file': { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    });
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse();
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
  const { values, positionals } = parsed;
  const isServe = positionals[0] === 'serve';
  const envFile = values['env-file'];
  if (isServe && positionals.length > 1) throw new UsageError('serve takes no files.');
  if (isServe && values.json) throw new UsageError('serve has no --json.');
  if (!isServe && envFile !== undefined) throw new UsageError('--env-file belongs to serve.');
  const files = isServe ? [] : positionals.map((path) => resolve(path));
  for (const file of files) {
    projectOf(file);
    if (!statSync(file, { throwIfNoEntry: false })?.isFile()) {
      throw new UsageError(`There is no file ${file}.`);
    }
  }
  const command = values.help ? 'help' : isServe ? 'serve' : 'publish';
  return { command, files, json: values.json, envFile };
}

/** The project in a distribution's file name. Throws UsageError. */
export function projectOf(path: string): string {
  try {
    return parseFilename(basename(path)).name;
  } catch (error) {
    if (error instanceof InvalidFilename) throw new UsageError(error.message);
    throw error;
  }
}
