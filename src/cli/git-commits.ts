import { execFile } from 'node:child_process';
import { dirname } from 'node:path';
import { MOST_LOCK_BYTES } from '../lockfiles/lock-text.ts';
import type { Environment } from '../process/run-context.ts';
import { type Commits, UnreadableCommit } from '../verify/targets/commits.ts';

/** git answers from the disk: what takes longer hangs. Milliseconds. */
const TIMEOUT_MS = 30_000;
/** More than a header of `git cat-file`. Bytes. */
const HEADER_BYTES = 64 * 1024;

/**
 * The commits of the repository around a folder, read by git: the only process that a command starts.
 * `git cat-file` shows what `git show` does, without text conversion, filters or a pager; it runs no
 * hook, and follows symbolic links inside the commit.
 * @param workspace where paths start; may lie below the top of the repository
 */
export function gitCommits(workspace: string, env: Environment): Commits {
  const gitIn =
    (folder: string): Git =>
    (args, input = '') =>
      run(folder, env, args, input);
  const git = gitIn(workspace);
  return {
    checkedOut: async (folder) => (await commitOf('HEAD', gitIn(folder))).id,
    resolve: (ref, option) => resolve(ref, option, git),
    read: (commit, path) => read(commit, path, git),
  };
}

type Git = (args: readonly string[], input?: string) => Promise<GitResult>;

interface GitResult {
  /** Empty where git failed. */
  readonly output: Buffer;
  /** What git says of its failure; empty without one. */
  readonly error: string;
}

async function resolve(ref: string, option: string, git: Git): Promise<string> {
  const here = await commitOf(ref, git);
  // A clone has a branch that was never checked out under the name of its remote only.
  const id = here.id ?? (await commitOf(`refs/remotes/origin/${ref}`, git)).id;
  if (id !== undefined) return id;
  throw new UnreadableCommit(
    `\`${option}\` names ${ref}, and git finds no such commit here (${here.error})`,
    'Fetch it first, such as with `git fetch origin`. A shallow clone does not have it: in CI fetch the whole history (GitHub: `fetch-depth: 0` of actions/checkout; GitLab: `GIT_DEPTH: 0`).',
  );
}

async function commitOf(ref: string, git: Git): Promise<{ readonly id?: string; error: string }> {
  // A process cannot be started with this character, and git allows none of them in a ref.
  if (/\p{Cc}/u.test(ref)) return { error: 'not a valid name' };
  const args = ['rev-parse', '--verify', '--end-of-options', `${ref}^{commit}`];
  const { output, error } = await git(args);
  const id = output.toString('latin1').trim();
  return /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/.test(id) ? { id, error } : { error };
}

async function read(commit: string, path: string, git: Git): Promise<Buffer | undefined> {
  if (/[\0\n]/.test(path)) throw unreadable(path, 'has a name that cannot be passed to git');
  const args = ['cat-file', '--batch', '--follow-symlinks'];
  const { output, error } = await git(args, `${commit}:./${path}\n`);
  if (error !== '') throw unreadable(path, `cannot be read by git (${error})`);
  const end = output.indexOf('\n');
  const header = output.toString('utf8', 0, Math.min(end, HEADER_BYTES));
  const blob = / blob (\d+)$/.exec(header);
  if (blob !== null) return output.subarray(end + 1, end + 1 + Number(blob[1]));
  if (header.startsWith('symlink ')) throw unreadable(path, 'leads out of the repository');
  if (header.startsWith('loop ')) throw unreadable(path, 'leads through too many links');
  if (/^(?:dangling|notdir) \d+$|(?: missing| tree \d+)$/.test(header)) {
    if (await isInSubmodule(commit, path, git)) throw unreadable(path, 'is in a submodule');
    return undefined;
  }
  throw unreadable(path, `is not a file (git says "${header}")`);
}

/** Of a submodule a commit has the name of another repository's commit, and no file. */
async function isInSubmodule(commit: string, path: string, git: Git): Promise<boolean> {
  const parts = path.split('/');
  const folders = parts.map((_, index) => `./${parts.slice(0, index + 1).join('/')}`);
  const { output } = await git(['ls-tree', '-z', commit, '--', ...folders]);
  return /(?:^|\0)160000 commit /.test(output.toString('latin1'));
}

function unreadable(path: string, what: string): UnreadableCommit {
  return new UnreadableCommit(
    `${path} ${what}`,
    'Name the file itself. Or check out the base (`git worktree add`) and name its folder in `--base`.',
  );
}

function run(
  folder: string,
  env: Environment,
  args: readonly string[],
  input: string,
): Promise<GitResult> {
  // A folder inside the checkout that looks like a repository brings its own configuration.
  const safe = ['-c', 'safe.bareRepository=explicit', '--no-pager', '--no-replace-objects'];
  const options = {
    // Windows looks for programs in the working directory first: never in the checkout.
    cwd: dirname(process.execPath),
    env: gitEnvironment(env),
    encoding: 'buffer',
    maxBuffer: MOST_LOCK_BYTES + HEADER_BYTES,
    timeout: TIMEOUT_MS,
    windowsHide: true,
  } as const;
  return new Promise((settle) => {
    const child = execFile(
      'git',
      ['-C', folder, ...safe, ...args],
      options,
      (failure, output, said) => {
        settle(
          failure === null ? { output, error: '' } : { output: NOTHING, error: why(failure, said) },
        );
      },
    );
    // A git that has ended does not read: that it ended is told by the callback.
    child.stdin?.on('error', () => undefined).end(input);
  });
}

const NOTHING = Buffer.alloc(0);

function why(failure: Error & { code?: unknown; killed?: boolean }, said: Buffer): string {
  if (failure.code === 'ENOENT') return 'git is not installed';
  if (failure.code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER') return 'larger than 64 MiB';
  if (failure.killed === true) return `git took longer than ${TIMEOUT_MS / 1000} s`;
  const [line = ''] = said.toString('utf8', 0, 500).split('\n');
  return line.replace(/^fatal: /, '') || failure.message;
}

/** Variables that say which configuration the user has; all others of git's point it elsewhere. */
const KEPT = /^GIT_(?:CONFIG_(?:GLOBAL|SYSTEM|NOSYSTEM|COUNT|(?:KEY|VALUE)_\d+)|EXEC_PATH)$/;

function gitEnvironment(env: Environment): Record<string, string | undefined> {
  const kept = Object.entries(env).filter(([name]) => !/^GIT_/i.test(name) || KEPT.test(name));
  return {
    ...Object.fromEntries(kept),
    LC_ALL: 'C',
    GIT_TERMINAL_PROMPT: '0',
    // A partial clone does not have all files: git would fetch them, with the programs it is configured for.
    GIT_NO_LAZY_FETCH: '1',
    GIT_ALLOW_PROTOCOL: 'none',
    NoDefaultCurrentDirectoryInExePath: '1',
  };
}
