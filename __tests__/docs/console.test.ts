import { cp, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { publish } from '../../sandbox/run.ts';
import { writeSampleDistributions } from '../../sandbox/sample/distributions.ts';
import { startSandbox } from '../../sandbox/sandbox.ts';
import { runCli } from '../cli/run-cli.ts';
import { ROOT, readDocuments } from './documents.ts';

/** A command of ours, as documents write it. */
const OURS = /^(?:pypi-trusted-publish|node dist\/cli\.js)(?: |$)/;
/** Programs of others that documents name; their command lines are theirs. */
const FOREIGN = /^(?:git|python|pass|gh|uv|npx|cd|node) /;

/** The commands of `console` blocks: with a prompt where the block has prompts, else every line. */
const COMMANDS = readDocuments().flatMap(({ path, blocks }) =>
  blocks
    .filter(({ language }) => language === 'console')
    .flatMap(({ line, text }) => {
      const joined = text.replaceAll(/\\\n\s*/g, '').split('\n');
      const prompted = joined.filter((each) => each.startsWith('$ '));
      const lines = prompted.length > 0 ? prompted.map((each) => each.slice(2)) : joined;
      return lines
        .flatMap((each) => each.split(/ && | \| /))
        .map((command) => command.trim())
        .filter((command) => command !== '')
        .map((command) => [`${path}:${line}`, command] as const);
    }),
);

const ours = COMMANDS.filter(([, command]) => OURS.test(command));
const args = (command: string) =>
  command
    .replace(OURS, '')
    .split(/\s+/)
    .filter((part) => part !== '')
    .map((part) => part.replaceAll(/^'|'$/g, ''));

test('documents have commands', () => {
  expect(COMMANDS.length).toBeGreaterThan(20);
  expect(ours.length).toBeGreaterThan(15);
});

test('each is ours, of npm, or of a program that is known here', async () => {
  const { scripts } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  const unknown = COMMANDS.filter(([, command]) => {
    if (OURS.test(command) || FOREIGN.test(command)) return false;
    const [, script] = /^npm (?:run )?([\w:-]+)/.exec(command) ?? [];
    return script === undefined || !(script in scripts || ['ci', 'link'].includes(script));
  });
  expect(unknown).toEqual([]);
});

describe('commands of ours in documents', () => {
  let folder: string;
  /** A release, and an attestation of it. */
  let dist: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'documents-'));
    dist = join(folder, 'release');
    await mkdir(dist);
    const files = await writeSampleDistributions(dist);
    const sandbox = await startSandbox();
    try {
      const { outputs } = await publish(sandbox, { files });
      await cp(outputs['attestations-dir'] ?? '', dist, { recursive: true });
    } finally {
      await sandbox.close();
    }
  });

  afterAll(() => rm(folder, { recursive: true, force: true }));

  test.each(ours)('%s: %s is understood', async (_, command) => {
    const given = args(command).filter((arg) => arg !== '--help');
    const run = await runCli([...given, '--help'], { cwd: folder });
    expect([command, run.exitCode, run.stderr]).toEqual([command, 0, '']);
  });

  /** Verbs that ask no server, in a project with a release. */
  const offline = ours.filter(([, command]) =>
    /^(?:inspect|init|doctor)\b/.test(args(command).join(' ')),
  );

  test.each(offline)('%s: %s runs', async (_, command) => {
    const project = await mkdtemp(join(folder, 'project-'));
    await cp(join(ROOT, 'examples/build-once'), project, { recursive: true });
    await mkdir(join(project, 'packages'), { recursive: true });
    await cp(join(ROOT, 'examples/monorepo/packages'), join(project, 'packages'), {
      recursive: true,
    });
    if (/ init/.test(command)) await rm(join(project, '.github'), { recursive: true });
    await cp(dist, join(project, 'dist'), { recursive: true });
    const run = await runCli(args(command), { cwd: project });
    // What is found in the project may be wrong; that the command line or the program is, may not.
    expect([0, 1]).toContain(run.exitCode);
    expect(run.stderr).not.toMatch(/unknown|internal-error|invalid-configuration|no file/i);
  });
});
