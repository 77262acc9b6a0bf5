import { spawn } from 'node:child_process';
import { runProcess } from '../process.ts';
import type { Context } from '../suite.ts';

/** What the process inside the namespace tells the one outside. */
export type Report =
  | { readonly kind: 'begin'; readonly name: string }
  | { readonly kind: 'end'; readonly error?: string };

const NAMESPACES = ['--net', '--mount', '--pid', '--fork', '--kill-child=SIGKILL'];

/** Ways to namespaces of one's own: as root, as an ordinary user, with a /proc that fits or not. */
const WAYS: readonly (readonly string[])[] = [
  [...NAMESPACES, '--mount-proc'],
  NAMESPACES,
  ['--user', '--map-root-user', ...NAMESPACES, '--mount-proc'],
  ['--user', '--map-root-user', ...NAMESPACES],
];

/**
 * Runs a script in a network of its own that has only loopback, with mounts and processes of its
 * own: when it ends, or this process does, the kernel ends all that it started.
 *
 * @param input Sent to the script as its first message.
 * @param tmp The folder for its temporary files.
 * @param check Counts what the script reports.
 * @throws {Error} where there are no namespaces to be had, or when the script fails.
 */
export async function runInNamespace(
  script: string,
  input: object,
  tmp: string,
  check: Context['check'],
): Promise<void> {
  const way = await findWay();
  const child = spawn('unshare', [...way, process.execPath, script], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, TMPDIR: tmp },
  });
  const checks: Promise<void>[] = [];
  let running: PromiseWithResolvers<void> | undefined;
  child.on('message', (report: Report) => {
    if (report.kind === 'begin') {
      const current = Promise.withResolvers<void>();
      running = current;
      checks.push(check(report.name, () => current.promise));
    } else if (report.error === undefined) {
      running?.resolve();
    } else {
      running?.reject(new Error(report.error));
    }
  });
  child.send(input);
  const { promise: ended, resolve, reject } = Promise.withResolvers<number | null>();
  child.once('error', reject).once('close', resolve);
  const code = await ended;
  running?.reject(new Error('the process in the namespace ended here'));
  await Promise.all(checks);
  if (code !== 0) {
    throw new Error(`the process in the namespace ended with exit code ${code}`);
  }
}

async function findWay(): Promise<readonly string[]> {
  let why = '';
  for (const way of WAYS) {
    const tried = await runProcess('unshare', [...way, 'ip', 'link', 'set', 'lo', 'up']).catch(
      (error: unknown) => ({ code: 1, stderr: String(error) }),
    );
    if (tried.code === 0) {
      return way;
    }
    why = tried.stderr.trim().split('\n', 1)[0] ?? '';
  }
  throw new Error(
    `needs Linux namespaces (unshare and ip, as root or with user namespaces allowed): ${why}`,
  );
}
