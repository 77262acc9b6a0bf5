import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';

const SCRIPT = join(import.meta.dirname, '../../scripts/move-major-tag.ts');

describe('move-major-tag', () => {
  let folder: string;
  let clone: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'major-tag-'));
    clone = join(folder, 'clone');
    await run('git', ['init', '--quiet', '--bare', '--initial-branch=main', 'origin.git'], folder);
    await run('git', ['clone', '--quiet', 'origin.git', 'clone'], folder);
    await git('checkout', '--quiet', '-b', 'main');
    await commit('first');
  });

  afterEach(async () => {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  async function run(program: string, args: readonly string[], cwd: string) {
    return promisify(execFile)(program, args, { cwd });
  }

  const git = async (...args: string[]) => (await run('git', args, clone)).stdout.trim();

  async function commit(message: string, branch = 'main'): Promise<string> {
    const who = [
      '-c',
      'user.name=A',
      '-c',
      'user.email=a@example.org',
      '-c',
      'commit.gpgsign=false',
    ];
    await git(...who, 'commit', '--quiet', '--allow-empty', '--message', message);
    await git('push', '--quiet', 'origin', `HEAD:${branch}`);
    return git('rev-parse', 'HEAD');
  }

  async function release(tag: string): Promise<void> {
    await git('tag', tag);
    await git('push', '--quiet', 'origin', tag);
  }

  async function move(...args: string[]): Promise<string> {
    return run(process.execPath, [SCRIPT, ...args], clone).then(
      ({ stdout }) => stdout,
      (error: { code: number; stderr: string }) => `exit ${error.code}: ${error.stderr}`,
    );
  }

  const onOrigin = async (tag: string) =>
    (await git('ls-remote', 'origin', `refs/tags/${tag}`)).split('\t')[0];

  test('is made with the first release and moves with the next', async () => {
    const first = await git('rev-parse', 'HEAD');
    await release('v1.0.0');
    expect(await move('v1.0.0', '--push')).toContain(`v1 (new) → ${first} (v1.0.0)`);
    expect(await onOrigin('v1')).toBe(first);
    const second = await commit('second');
    await release('v1.10.0');
    await git('fetch', '--quiet', '--tags', 'origin');
    expect(await move('v1.10.0', '--push')).toContain('v1 moved');
    expect(await onOrigin('v1')).toBe(second);
  });

  test('only says what it would do without --push', async () => {
    await release('v1.0.0');
    expect(await move('v1.0.0')).toContain('v1 (new)');
    expect(await onOrigin('v1')).toBe('');
  });

  test.each(['v1', 'v1.0.0-rc.1', 'v0.1.0', 'main', 'v1.0.0; true', ''])(
    '%j is no release that it may name',
    async (tag) => {
      expect(await move(tag)).toMatch(/^exit 1: The major tag stays: .*is no release/);
    },
  );

  test('does not follow a release beside main', async () => {
    await git('checkout', '--quiet', '-b', 'side');
    await commit('aside', 'side');
    await release('v1.0.0');
    expect(await move('v1.0.0', '--push')).toContain('v1.0.0 is not on main');
    expect(await onOrigin('v1')).toBe('');
  });

  test('does not go back to an older release', async () => {
    await release('v1.9.0');
    await commit('second');
    await release('v1.10.0');
    expect(await move('v1.9.0', '--push')).toContain('v1.10.0 is newer than v1.9.0');
  });

  test('does not leave what was released under it', async () => {
    const first = await git('rev-parse', 'HEAD');
    await commit('second');
    await git('tag', 'v1');
    await git('tag', 'v1.0.0', first);
    expect(await move('v1.0.0', '--push')).toContain('v1 would move back or aside');
  });

  test('does not overwrite what somebody else has moved meanwhile', async () => {
    await release('v1.0.0');
    expect(await move('v1.0.0', '--push')).toContain('v1 moved');
    await git('fetch', '--quiet', '--tags', 'origin');
    await commit('second');
    await release('v1.1.0');
    const third = await commit('third');
    await git('push', '--quiet', '--force', 'origin', `${third}:refs/tags/v1`);
    expect(await move('v1.1.0', '--push')).toMatch(/exit 1: .*stale info/s);
    expect(await onOrigin('v1')).toBe(third);
  });
});
