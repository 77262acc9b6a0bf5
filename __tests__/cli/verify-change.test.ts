import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { ProjectHistory } from '../../sandbox/history/project-history.ts';
import { concerns, type ReportDocument, uvLock } from '../e2e/verification.ts';
import { openSandbox } from '../open-sandbox.ts';
import { Repository } from '../wire/git-repository.ts';
import { runCli, workFolder } from './run-cli.ts';

const sandbox = await openSandbox({ historyDays: 1000 });
let widget: ProjectHistory;
let repository: Repository;
beforeAll(() => {
  widget = sandbox
    .history('widget')
    .release('1.0', { daysAgo: 300 })
    .release('1.1', { daysAgo: 100 })
    .tokenUpload('1.2', { daysAgo: 1 });
});
beforeEach(() => {
  repository = Repository.init();
});

const lock = (version: string): string =>
  uvLock(sandbox, [{ project: 'widget', version, files: widget.files(version) }]);

async function verify(...args: readonly string[]) {
  const index = ['--index-url', sandbox.index.simpleUrl];
  const trust = ['--custom-trusted-root', sandbox.trustConfigPath];
  const run = await runCli(['verify', '--json', ...index, ...trust, ...args], {
    cwd: repository.folder,
  });
  const { items = [], error } = JSON.parse(run.stdout) as Partial<ReportDocument> & {
    readonly error?: { readonly code: string; readonly message: string };
  };
  return { exitCode: run.exitCode, count: items.length, concerns: concerns(items), error };
}

describe('a change at a terminal', () => {
  test('is compared with what git has of its base, with the policy from there', async () => {
    const accept = [
      'version = 1\n[[accept]]',
      'project = "widget"\nversion = "1.2"\nrule = "provenance-lost"',
      'reason = "announced"\nexpires = 2999-01-01\n',
    ].join('\n');
    repository.commit({ 'uv.lock': lock('1.1') });
    const policy = repository.commit({ 'provenance.toml': accept });
    await rm(join(repository.folder, 'provenance.toml'));
    await writeFile(join(repository.folder, 'uv.lock'), lock('1.2'));
    const strict = await verify('--base-ref', 'HEAD~1');
    expect(strict).toMatchObject({ exitCode: 1, count: 1, concerns: ['error provenance-lost'] });
    expect(await verify('--base-ref', policy)).toMatchObject({ exitCode: 0, concerns: [] });
  });

  test('follows links in base and head, and none of them out of the repository', async () => {
    await mkdir(join(repository.folder, 'locks'));
    await symlink('locks/uv.lock', join(repository.folder, 'uv.lock'));
    await symlink('/etc/hostname', join(repository.folder, 'pylock.toml'));
    repository.commit({ 'locks/uv.lock': lock('1.1') });
    await writeFile(join(repository.folder, 'locks/uv.lock'), lock('1.2'));
    const ended = await verify('--base-ref', 'HEAD', 'uv.lock');
    expect(ended).toMatchObject({ exitCode: 1, count: 1, concerns: ['error provenance-lost'] });
    const outside = await verify('--base-ref', 'HEAD', 'pylock.toml');
    expect(outside.error?.message).toContain('link to a file outside of the repository');
    await rm(join(repository.folder, 'pylock.toml'));
    await writeFile(
      join(repository.folder, 'pylock.toml'),
      'lock-version = "1.0"\npackages = []\n',
    );
    const before = await verify('--base-ref', 'HEAD', 'pylock.toml');
    expect(before).toMatchObject({ exitCode: 3, error: { code: 'base-unavailable' } });
    expect(before.error?.message).toContain('pylock.toml leads out of the repository');
  });

  test('does not follow a link of the policy out of the checkout', async () => {
    repository.commit({ 'uv.lock': lock('1.1') });
    const secret = join(await workFolder(), 'secret');
    await writeFile(secret, 'a secret\n');
    await symlink(secret, join(repository.folder, 'provenance.toml'));
    const ended = await verify('uv.lock');
    expect(ended).toMatchObject({ exitCode: 2, error: { code: 'invalid-configuration' } });
    expect(ended.error?.message).toContain('is a link to a file outside of the repository');
    const named = await verify('--config-file', secret, 'uv.lock');
    expect(named.error?.message).not.toContain('link');
  });

  test.each(['main', 'origin/main', 'its id', 'tag'])(
    'has another base than itself (%s)',
    async (name) => {
      const id = repository.commit({ 'uv.lock': lock('1.2') });
      repository.git('tag', 'tag');
      repository.git('update-ref', 'refs/remotes/origin/main', id);
      const ended = await verify('--base-ref', name === 'its id' ? id : name, 'uv.lock');
      expect(ended).toMatchObject({ exitCode: 2, error: { code: 'invalid-configuration' } });
      expect(ended.error?.message).toContain('is what is verified: there is nothing to compare');
      expect(await verify('--base-ref', 'HEAD', 'uv.lock')).toMatchObject({
        exitCode: 0,
        count: 0,
      });
    },
  );

  test('has another base than itself as a folder', async () => {
    repository.commit({ 'uv.lock': lock('1.2') });
    const same = join(await workFolder(), 'same');
    repository.git('worktree', 'add', '--quiet', '--detach', same);
    for (const base of ['.', same]) {
      const ended = await verify('--base', base, 'uv.lock');
      expect(ended.error?.message).toContain('is what is verified');
    }
    const copy = join(repository.folder, 'copy');
    await mkdir(copy);
    await writeFile(join(copy, 'uv.lock'), lock('1.2'));
    expect(await verify('--base', copy, 'uv.lock')).toMatchObject({ exitCode: 0, count: 0 });
  });

  test('does not bring the key that it is verified with', async () => {
    repository.commit({ 'uv.lock': lock('1.1') });
    await writeFile(join(repository.folder, 'key.pem'), 'of the change');
    const brought = await verify('--base-ref', 'HEAD', '--key', 'key.pem', 'uv.lock');
    expect(brought).toMatchObject({ exitCode: 2, error: { code: 'invalid-configuration' } });
    expect(brought.error?.message).toContain('key.pem, which is not in the base of the change');
    const committed = await verify('--key', 'key.pem', 'uv.lock');
    expect(committed.error?.message).not.toContain('base');
  });

  test('needs a base folder that is there', async () => {
    repository.commit({ 'uv.lock': lock('1.1') });
    const ended = await verify('--base', '../no-such-folder', 'uv.lock');
    expect(ended).toMatchObject({ exitCode: 2, error: { code: 'invalid-configuration' } });
    expect(ended.error?.message).toContain('no-such-folder, which is not a folder');
  });

  test('needs a base that git has, and git', async () => {
    repository.commit({ 'uv.lock': lock('1.1') });
    const missing = await verify('--base-ref', 'origin/none');
    expect(missing).toMatchObject({ exitCode: 3, error: { code: 'base-unavailable' } });
    const args = ['verify', '--json', '--base-ref', 'HEAD'];
    const none = await runCli(args, { cwd: repository.folder, env: { PATH: '' } });
    expect(JSON.parse(none.stdout).error.message).toContain('git is not installed');
  });
});

test.each(['environment.yml', 'environment.yaml', 'conda-lock.yml'])(
  '%s is named as no lock that is known here',
  async (name) => {
    repository.commit({ [name]: 'dependencies:\n  - numpy=2.0\n' });
    const ended = await verify(name);
    expect(ended).toMatchObject({ exitCode: 2, error: { code: 'invalid-target' } });
    expect(ended.error?.message).toContain(`${name}:1 is no lock file that is known here`);
    expect(await verify()).toMatchObject({ exitCode: 3, count: 0 });
  },
);
