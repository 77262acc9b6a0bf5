import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { equal, matches } from '../indexes/expect.ts';
import { Releases } from '../indexes/releases.ts';
import { runProcess } from '../process.ts';
import type { Context, Suite } from '../suite.ts';
import { ESCAPE, Screen } from './screen.ts';
import { startSlowIndex } from './slow-index.ts';

const CLI = resolve(import.meta.dirname, '../../dist/cli.js');
const PTY = join(import.meta.dirname, 'pseudo_terminal.py');

const SIZE = 24 * 1024 * 1024;
const FRAME =
  /^ {2}Uploading (\u2588*\u2591*) +(\d{1,2}) % {2}0 of 1 file, ([0-9.]+ [MK]?i?B) of 24\.0 MiB$/;
const COLOUR = new RegExp(`${ESCAPE}\\[[0-9;]+m`);

/** The command as somebody sees it who sits before it. */
export const terminal: Suite = {
  name: 'terminal',
  needs: ['python'],

  run: async (context) => {
    const release = await new Releases(context.workDir).large('1.0', SIZE);
    const index = await startSlowIndex(4);
    const publish = [
      'publish',
      `--repository-url=${index.uploadUrl}`,
      '--wait-for-index=0',
      ...release,
    ];
    try {
      await checkTerminal(publish, context);
    } finally {
      await index.close();
    }
  },
};

async function checkTerminal(publish: readonly string[], context: Context): Promise<void> {
  const { check, tools, workDir } = context;
  await mkdir(workDir, { recursive: true });
  const run = (args: readonly string[], env: Readonly<Record<string, string>>) =>
    runProcess(args[0] ?? '', args.slice(1), {
      cwd: workDir,
      env: {
        PATH: process.env['PATH'],
        PYPI_TRUSTED_PUBLISH_PASSWORD: 'pypi-sample-token-2b61',
        ...env,
      },
    });
  const onTerminal = (columns: number, env: Readonly<Record<string, string>> = {}) =>
    run([tools.python, PTY, String(columns), process.execPath, CLI, ...publish], {
      TERM: 'xterm-256color',
      ...env,
    });

  await check('a bar at 80 columns: it moves, fits, and is gone in the end', async () => {
    const { code, stdout } = await onTerminal(80);
    equal(code, 0);
    const screen = new Screen(80);
    screen.write(stdout);
    const percents = uploadingFrames(screen).map((frame) => {
      matches(frame, FRAME);
      const [, bar = '', percent] = FRAME.exec(frame) ?? [];
      equal(bar.length, 24);
      return Number(percent);
    });
    equal(
      percents,
      percents.toSorted((a, b) => a - b),
    );
    equal(new Set(percents).size > 3, true);
    equal(
      screen.lines.filter((line) => /[\u2588\u2591]/.test(line)),
      [],
    );
    equal(
      screen.lines.filter((line) => line.length > 80),
      [],
    );
    matches(screen.lines.join('\n'), /\n {2}sample_project-1\.0-py3-none-any\.whl: uploaded\n/);
    matches(stdout, COLOUR);
  });
  await check('NO_COLOR: the bar without colours', async () => {
    const { stdout } = await onTerminal(80, { NO_COLOR: '1' });
    matches(stdout, /\u2588\u2591/);
    equal(COLOUR.test(stdout), false);
  });
  await check('40 columns: words without a bar, in one line', async () => {
    const { stdout } = await onTerminal(40);
    const screen = new Screen(40);
    screen.write(stdout);
    for (const frame of uploadingFrames(screen)) matches(frame, /^ {2}Uploading +\d+ % .{1,28}$/);
  });
  await check('TERM=dumb: no bar, and nothing that moves the cursor', async () => {
    const { stdout } = await onTerminal(80, { TERM: 'dumb' });
    matches(stdout, /: uploaded\r\n/);
    equal(
      ['\u2588', `${ESCAPE}[2K`].some((text) => stdout.includes(text)),
      false,
    );
  });
  await check('no control character where a pipe is', async () => {
    const { code, stdout, stderr } = await run([process.execPath, CLI, ...publish], {});
    equal(code, 0);
    matches(stderr, /: uploaded\n/);
    equal(/\p{Cc}/u.test((stdout + stderr).replaceAll('\n', '')), false);
  });
}

/** @throws {Error} when there are fewer than what makes a bar move. */
function uploadingFrames({ frames }: Screen): readonly string[] {
  const found = frames.filter((frame) => frame.includes('Uploading'));
  if (found.length < 4) throw new Error(`few frames:\n${frames.join('\n')}`);
  return found;
}
