import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { PublishRun } from './publish-run.ts';
import type { Sandbox } from './sandbox.ts';

/** How many secrets there were at one moment. */
export interface SecretMark {
  readonly tokens: number;
  readonly issued: number;
}

export const markSecrets = ({ index, github }: Sandbox): SecretMark => ({
  tokens: index.tokens.length,
  issued: github.issued.length,
});

/**
 * Looks for tokens in all that a run left: log, standard error, summary, outputs and every file of
 * its workspace and temporary folder. Only the commands that make a runner hide a value hold any.
 * @param since only tokens made after it are looked for
 * @param password what the run was given besides
 * @returns the places of those that were found
 */
export async function findSecrets(
  sandbox: Sandbox,
  run: PublishRun,
  since: SecretMark,
  password = '',
): Promise<readonly string[]> {
  const { index, github } = sandbox;
  const tokens = [
    github.requestToken,
    ...index.tokens.slice(since.tokens).flatMap((token) => [token, header(token)]),
    // The claims of a token are nobody's secret, but in that form nothing else has them.
    ...github.issued.slice(since.issued).flatMap((token) => token.split('.').slice(1)),
  ];
  const secrets = [
    // Half of a token is too much, too.
    ...tokens.map((token) => token.slice(0, Math.ceil(token.length / 2))),
    ...(password.length < SHORTEST ? [] : [password, header(password)]),
  ];
  const found: string[] = [];
  for (const [place, text] of await traces(run)) {
    if (secrets.some((secret) => text.includes(secret))) found.push(`a token in ${place}`);
    if (text.includes('PRIVATE KEY-----')) found.push(`a private key in ${place}`);
  }
  return found;
}

/** Shorter words stand everywhere. */
const SHORTEST = 8;
/** What is larger was not written by an action. */
const LARGEST = 16 * 1024 * 1024;

const header = (token: string): string => Buffer.from(`__token__:${token}`).toString('base64');

/** Standard output without the commands that make a runner hide a value. */
export const shownLog = (stdout: string): string =>
  stdout
    .split('\n')
    .filter((line) => !line.startsWith('::add-mask::'))
    .join('\n');

/** All that a run left anywhere but in the commands that make a runner hide a value, by place. */
export async function traces(run: PublishRun): Promise<Map<string, string>> {
  const found = new Map([
    ['the log', shownLog(run.stdout)],
    ['standard error', run.stderr],
    ['the summary', run.summary],
    ['the outputs', JSON.stringify(run.outputs)],
  ]);
  for (const directory of [run.workspace, run.runnerTemp]) {
    for (const entry of await readdir(directory, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const path = join(entry.parentPath, entry.name);
      if ((await stat(path)).size > LARGEST) continue;
      found.set(path, await readFile(path, 'latin1'));
    }
  }
  return found;
}
