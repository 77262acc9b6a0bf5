import { posix } from 'node:path';
import { type Contents, type GithubFiles, readContents } from './contents.ts';
import { GithubRefusal, permissionRemedy } from './rest-client.ts';

/** How many symbolic links one path may lead through; Linux follows as many. */
const MOST_LINKS = 40;

/**
 * The commit that a ref stands for (`GET /repos/{owner}/{repo}/commits/{ref}`), so that everything
 * that is read comes from one state. Needs `contents: read`.
 * @throws GithubRefusal
 */
export async function resolveCommit(
  ref: string,
  { client, owner, repo }: GithubFiles,
): Promise<string> {
  const answer = await client.get({
    route: 'GET /repos/{owner}/{repo}/commits/{ref}',
    parameters: { owner, repo, ref },
    accept: 'application/vnd.github.sha',
    maxBodyBytes: 1024,
    permission: 'contents: read',
  });
  const id = answer.kind === 'found' ? answer.response.body.toString('utf8').trim() : '';
  if (/^[0-9a-f]{40}(?:[0-9a-f]{24})?$/.test(id)) return id;
  const why = answer.kind === 'found' ? 'its answer is not a commit id' : answer.reason;
  throw new GithubRefusal(
    `GitHub does not show a commit ${ref} of ${owner}/${repo} to this job (${why})`,
    `Check that the ref exists. ${permissionRemedy('contents: read')}`,
  );
}

/**
 * The bytes of a file of a commit. Symbolic links are followed as long as they stay in the repository.
 * GitHub also says 404 where the token may not read the repository: then the commit is 404, too, and
 * only where it is not is the file called absent.
 * @param path relative to the repository's root
 * @returns undefined where the commit has no such file
 * @throws GithubRefusal also for a path that leads out of the repository, or into a submodule
 */
export async function readRepositoryFile(
  path: string,
  commit: string,
  files: GithubFiles,
): Promise<Uint8Array | undefined> {
  let current = inside(path, path);
  for (let links = 0; links <= MOST_LINKS; links += 1) {
    const found = await readContents(current, commit, files);
    if (found.kind === 'file') return found.bytes;
    if (found.kind === 'folder') return undefined;
    const next =
      found.kind === 'absent'
        ? await pastLinkedFolder(current, commit, files)
        : follow(current, '', found);
    if (next === undefined) return undefined;
    current = inside(next, path);
  }
  throw new GithubRefusal(`${path} leads through more than ${MOST_LINKS} links`, NAME_FILE);
}

/**
 * GitHub does not look for files through linked folders. Looks at the folders of a path from the top.
 * @returns the path past the first link; undefined where there is none, and so no such file
 */
async function pastLinkedFolder(
  path: string,
  commit: string,
  files: GithubFiles,
): Promise<string | undefined> {
  const parts = path.split('/');
  let found: Contents = { kind: 'absent' };
  for (let count = 1; count < parts.length; count += 1) {
    const folder = parts.slice(0, count).join('/');
    found = await readContents(folder, commit, files);
    if (found.kind === 'link' || found.kind === 'submodule') {
      return follow(folder, parts.slice(count).join('/'), found);
    }
    if (found.kind !== 'folder') break;
  }
  if (found.kind === 'absent') await resolveCommit(commit, files);
  return undefined;
}

type Detour = Extract<Contents, { readonly kind: 'link' | 'submodule' }>;

function follow(path: string, rest: string, detour: Detour): string {
  if (detour.kind === 'submodule') {
    throw new GithubRefusal(`${path} is a submodule in that commit`, NAME_FILE);
  }
  return detour.target.startsWith('/')
    ? detour.target
    : posix.join(posix.dirname(path), detour.target, rest);
}

/** @throws GithubRefusal for a path that leads out of the repository */
function inside(path: string, named: string): string {
  const normal = posix.normalize(path).replace(/\/$/, '');
  const isInside = !posix.isAbsolute(normal) && !/^\.\.?(?:\/|$)/.test(normal);
  if (isInside && normal.isWellFormed() && !normal.includes('\0')) return normal;
  throw new GithubRefusal(`${named} leads out of the repository, which is not read`, NAME_FILE);
}

const NAME_FILE = 'Name the file itself: only files of the repository are read.';
