import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** What is to be done with the floating major tag. */
export interface MajorTag {
  /** `v1` */
  readonly name: string;
  /** The commit that it shall name. */
  readonly commit: string;
  /** The commit that it names now; undefined where there is none yet. */
  readonly previous: string | undefined;
}

const RELEASE = /^v([1-9]\d*)\.(\d+)\.(\d+)$/;

/**
 * Where the floating tag of a release's major version is to point, if it may: people who wrote
 * `@v1` get what it names with their next run, so it only ever moves forward, along `main`.
 *
 * @param release A tag of the repository, such as `v1.4.0`.
 * @param repository The folder of a full clone, with tags and `origin/main`.
 * @throws {Error} that says what forbids it
 */
export async function majorTag(release: string, repository: string): Promise<MajorTag> {
  const [, major] = RELEASE.exec(release) ?? [];
  if (major === undefined) {
    throw new Error(`${release} is no release that a major tag may name, as v1.2.3 is`);
  }
  const git = gitIn(repository);
  const name = `v${major}`;
  const commit = await git('rev-parse', '--verify', `refs/tags/${release}^{commit}`);
  if (!(await isAncestor(commit, 'refs/remotes/origin/main', git))) {
    throw new Error(`${release} is not on main`);
  }
  const newest = await newestRelease(major, git);
  if (newest !== release) {
    throw new Error(`${newest} is newer than ${release}`);
  }
  const previous = await git(
    'rev-parse',
    '--verify',
    '--quiet',
    `refs/tags/${name}^{commit}`,
  ).catch(() => undefined);
  if (previous !== undefined && !(await isAncestor(previous, commit, git))) {
    throw new Error(`${name} would move back or aside: ${previous} is not part of ${release}`);
  }
  return { name, commit, previous };
}

type Git = (...args: string[]) => Promise<string>;

function gitIn(cwd: string): Git {
  return async (...args) => (await promisify(execFile)('git', args, { cwd })).stdout.trim();
}

async function isAncestor(older: string, newer: string, git: Git): Promise<boolean> {
  return git('merge-base', '--is-ancestor', older, newer).then(
    () => true,
    (error: { code?: unknown }) => {
      // 1 means no; anything else that it could not tell.
      if (error.code === 1) return false;
      throw error;
    },
  );
}

async function newestRelease(major: string, git: Git): Promise<string | undefined> {
  const tags = await git('tag', '--list', `v${major}.*`);
  return tags
    .split('\n')
    .filter((tag) => RELEASE.test(tag))
    .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
    .at(-1);
}
