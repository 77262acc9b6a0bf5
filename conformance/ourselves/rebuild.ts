import { chmod, mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { mustRun } from '../process.ts';
import { equal } from '../real-distributions/published.ts';
import type { Context } from '../suite.ts';
import { retry } from '../tools/retry.ts';
import { copyCommitted } from './committed.ts';

const ROOT = resolve(import.meta.dirname, '..', '..');
/** A name of a folder as a careful build script does not expect it. */
const FOLDER = 'elsewhere é $HOME';
const NOBODY = 65_534;
/** Nothing of a machine that a build could pick up is as it is here. */
const SURROUNDINGS = { TZ: 'Pacific/Kiritimati', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' };

/** What a build is told of this machine: how a registry is reached from it. */
const REACHING = /^(?:https?_proxy|no_proxy|NODE_EXTRA_CA_CERTS)$/i;
const REACHING_NPM = ['registry', 'cafile', 'proxy', 'https-proxy'];

/**
 * Builds `dist/` in another folder, from the committed files and a fresh `npm ci`, at another hour, in
 * another language and, where this machine lets root be given up, as another user.
 */
export async function checkRebuild({ check }: Pick<Context, 'check'>): Promise<void> {
  const isRoot = process.getuid?.() === 0;
  const who = isRoot ? ' and as another user' : '';
  await check(`dist/ is built byte for byte in another folder${who}`, async () => {
    // TMPDIR may be closed to other users; /tmp never is.
    const parent = await mkdtemp(join(isRoot ? '/tmp' : tmpdir(), 'rebuild-'));
    try {
      const copy = join(parent, FOLDER);
      await copyCommitted(copy);
      const home = join(parent, 'home');
      await mkdir(home);
      if (isRoot) {
        await chmod(parent, 0o755);
        await mustRun('chown', ['-R', `${NOBODY}:${NOBODY}`, copy, home]);
      }
      const { PATH = '' } = process.env;
      const path = PATH.split(':').filter((entry) => !entry.startsWith(ROOT));
      const bin = join(copy, 'node_modules', '.bin');
      const env = {
        ...(await reaching()),
        ...SURROUNDINGS,
        HOME: home,
        PATH: [bin, ...path].join(':'),
      };
      const run = (command: string) =>
        mustRun(
          'sh',
          [
            '-c',
            `umask 077; exec ${isRoot ? `setpriv --reuid=${NOBODY} --regid=${NOBODY} --clear-groups ` : ''}${command}`,
          ],
          { cwd: copy, env, timeout: 300_000 },
        );
      await retry(() => run('npm ci --no-audit --no-fund'));
      await run('node scripts/build.ts rebuilt');
      await compare(join(ROOT, 'dist'), join(copy, 'rebuilt'));
    } finally {
      await rm(parent, { recursive: true, force: true });
    }
  });
}

/** From npm's own answers, too: they may come from a file that another user cannot read. */
async function reaching(): Promise<Record<string, string>> {
  const entries = Object.entries(process.env).filter(([name]) => REACHING.test(name));
  for (const name of REACHING_NPM) {
    const value = (await mustRun('npm', ['config', 'get', name])).trim();
    if (value !== '' && value !== 'null' && value !== 'undefined') {
      entries.push([`npm_config_${name.replaceAll('-', '_')}`, value]);
    }
  }
  return Object.fromEntries(entries.map(([name, value = '']) => [name, value]));
}

async function compare(is: string, should: string): Promise<void> {
  const names = (await readdir(should)).sort();
  equal((await readdir(is)).sort(), names);
  for (const name of names) {
    const [one, other] = await Promise.all([
      readFile(join(is, name)),
      readFile(join(should, name)),
    ]);
    if (!one.equals(other)) throw new Error(`dist/${name} is not what was built`);
  }
}
