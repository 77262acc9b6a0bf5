import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { mustRun } from '../process.ts';
import { equal } from '../real-distributions/published.ts';
import type { Context } from '../suite.ts';
import { copyCommitted } from './committed.ts';
import { pushRepository } from './pushed-repository.ts';

const ROOT = resolve(import.meta.dirname, '..', '..');
const WORKFLOW = '.github/workflows/release.yml';
const VERSION = '7.8.9';
const CHANGES = 'Everything that nobody asked for.';

/** A release of this project, as docs/releasing.md says, and what came of it. */
interface Release {
  readonly code: number | null;
  readonly log: string;
  /** Files that were attested, and calls of `gh`, one a line; empty where it did not come to that. */
  readonly attested: string;
  readonly asked: string;
  /** The commits that the tags of origin point at. */
  readonly tags: ReadonlyMap<string, string>;
  readonly commit: string;
}

/**
 * The release workflow, run by act from the tag to the moved major tag. What stands in: the actions
 * that are fetched from GitHub, `gh`, `npm audit`, and origin, which is a folder.
 */
export async function checkRelease(context: Context): Promise<void> {
  const { check } = context;
  const parent = await mkdtemp(join(tmpdir(), 'release-'));
  const prepared = join(parent, 'prepared');
  try {
    await copyCommitted(prepared);
    await cp(join(ROOT, 'dist'), join(prepared, 'dist'), { recursive: true });
    await raiseVersion(prepared);
    await check('the release workflow goes from the tag to the moved major tag', async () => {
      const { code, log, attested, asked, tags, commit } = await release(
        context,
        prepared,
        join(parent, 'good'),
      );
      if (code !== 0) throw new Error(`exit code ${code}\n${log}`);
      equal(attested.split('\n'), [
        'attest.js',
        'cli.js',
        'index.js',
        'licenses.txt',
        'sbom.cdx.json',
        'verify.js',
      ]);
      const [create = '', ...others] = asked.trim().split('\n');
      for (const word of [
        `release create v${VERSION}`,
        '--verify-tag',
        '--draft',
        'dist/index.js',
      ]) {
        if (!create.includes(word)) throw new Error(asked);
      }
      equal(others, [`release edit v${VERSION} --draft=false`, 'auth setup-git']);
      equal(tags.get('v7'), commit);
    });
    await check('it stops where dist/ is not what the sources build', async () => {
      const { code, attested, asked, tags } = await release(
        context,
        prepared,
        join(parent, 'other'),
        async (folder) => {
          const path = join(folder, 'dist', 'index.js');
          await writeFile(path, `${await readFile(path, 'utf8')}// and one more thing\n`);
        },
      );
      equal(
        { stopped: code !== 0, attested, asked, moved: tags.has('v7') },
        {
          stopped: true,
          attested: '',
          asked: '',
          moved: false,
        },
      );
    });
  } finally {
    await rm(parent, { recursive: true, force: true });
  }
}

/**
 * @param prepared a folder with what is to be released
 * @param before changes it
 */
async function release(
  { tools }: Context,
  prepared: string,
  folder: string,
  before?: (repository: string) => Promise<void>,
): Promise<Release> {
  const tag = `v${VERSION}`;
  const pushed = await pushRepository(prepared, folder, { tag, before });
  const { code, log } = await pushed.run(tools.act, {
    workflow: WORKFLOW,
    eventName: 'push',
    payload: { ref: `refs/tags/${tag}` },
  });
  const tags = (await pushed.git('ls-remote', '--tags', 'origin'))
    .split('\n')
    .map((line) => line.split('\trefs/tags/'))
    .map(([commit = '', name = '']) => [name, commit] as const);
  return {
    code,
    log,
    attested: await pushed.attested(),
    asked: await pushed.asked(),
    tags: new Map(tags),
    commit: await pushed.git('rev-parse', 'HEAD'),
  };
}

/** As docs/releasing.md says; then `dist/` is built anew, since some of it names the version. */
async function raiseVersion(repository: string): Promise<void> {
  const change = async (path: string, from: RegExp, to: string) => {
    const text = await readFile(join(repository, path), 'utf8');
    if (!from.test(text)) throw new Error(`${path} does not have ${from.source}`);
    await writeFile(join(repository, path), text.replace(from, to));
  };
  const npm = (...args: string[]) => mustRun('npm', args, { cwd: repository, timeout: 300_000 });
  await npm('version', '--no-git-tag-version', VERSION);
  await change('src/process/version.ts', /'[\d.]+'/, `'${VERSION}'`);
  await change('CHANGELOG.md', /^## Unreleased\n/m, `## ${VERSION} - 2030-01-31\n\n${CHANGES}\n`);
  await npm('ci');
  await npm('run', 'build');
}
