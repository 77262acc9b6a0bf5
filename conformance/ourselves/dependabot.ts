import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Context } from '../suite.ts';
import { copyCommitted } from './committed.ts';
import { pushRepository } from './pushed-repository.ts';

const ROOT = resolve(import.meta.dirname, '..', '..');
const WORKFLOW = '.github/workflows/dependabot-dist.yml';
const BRANCH = 'dependabot/npm_and_yarn/undici-9';
const BUNDLE = join('dist', 'attest.js');

/** The workflow that rebuilds `dist/` for Dependabot, run by act in a pull request of its. */
export async function checkDependabot({ tools, check }: Context): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'dependabot-'));
  const committed = join(folder, 'committed');
  /** A pull request that changed what `dist/attest.js` is built from, as it seems. */
  const propose = async (place: string, user: string) => {
    const pushed = await pushRepository(committed, join(folder, place), {
      branch: BRANCH,
      before: async (repository) => {
        const path = join(repository, BUNDLE);
        await writeFile(path, `${await readFile(path, 'utf8')}// as it was before\n`);
      },
    });
    const sha = await pushed.git('rev-parse', 'HEAD');
    const repo = { full_name: 'acme/widget' };
    const payload = {
      number: 1,
      repository: repo,
      pull_request: { number: 1, user: { login: user }, head: { ref: BRANCH, sha, repo } },
    };
    const { code, log } = await pushed.run(tools.act, {
      workflow: WORKFLOW,
      eventName: 'pull_request',
      payload,
    });
    if (code !== 0) throw new Error(`exit code ${code}\n${log}`);
    await pushed.git('fetch', '--quiet', 'origin');
    const changed = await pushed.git('diff', '--name-only', sha, `origin/${BRANCH}`);
    const text = await pushed.git('show', `origin/${BRANCH}:dist/attest.js`);
    return { changed, text, log };
  };
  try {
    await copyCommitted(committed);
    await cp(join(ROOT, 'dist'), join(committed, 'dist'), { recursive: true });
    await check(
      'dist/ is rebuilt on the branch of Dependabot, and nothing else changes',
      async () => {
        const { changed, text, log } = await propose('dependabot', 'dependabot[bot]');
        if (changed !== 'dist/attest.js') throw new Error(`changed: ${changed}\n${log}`);
        if (text !== (await readFile(join(ROOT, BUNDLE), 'utf8')).trim())
          throw new Error('another');
      },
    );
    await check('for anybody else that workflow does nothing', async () => {
      const { changed } = await propose('somebody', 'mallory');
      if (changed !== '') throw new Error(`changed: ${changed}`);
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
