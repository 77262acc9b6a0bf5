import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { ProjectHistory } from '../../sandbox/history/project-history.ts';
import {
  type LockedRelease,
  type ReportDocument,
  requirements,
  uvLock,
} from '../e2e/verification.ts';
import { openSandbox } from '../open-sandbox.ts';
import { schemaDefects } from '../unit/report/json-schema.ts';
import { documentOf, longestBreakable, runCli, workFolder } from './run-cli.ts';

const sandbox = await openSandbox({ historyDays: 1000 });
let cwd: string;
let widget: ProjectHistory;
beforeAll(async () => {
  cwd = await workFolder();
  widget = sandbox
    .history('widget')
    .release('1.0', { daysAgo: 300 })
    .release('1.1', { daysAgo: 100 })
    .tokenUpload('1.2', { daysAgo: 1 })
    .by({ workflow: 'publish.yml' })
    .release('1.3', { daysAgo: 1 });
  await writeFile(join(cwd, 'uv.lock'), uvLock(sandbox, [locked('1.1')]));
  await writeFile(join(cwd, 'lost.txt'), requirements([locked('1.2')]));
});

const locked = (version: string): LockedRelease => ({
  project: 'widget',
  version,
  files: widget.files(version),
});

/** Runs `verify` so that it could ask nobody but the sandbox. */
const verify = (...args: string[]) => verifyIn(cwd, ...args);
const verifyIn = (folder: string, ...args: string[]) =>
  runCli(
    [
      'verify',
      ...['--index-url', sandbox.index.simpleUrl],
      ...['--custom-trusted-root', sandbox.trustConfigPath],
      ...args,
    ],
    { cwd: folder },
  );

describe('verify at a terminal', () => {
  test('takes the lock files that lie there', async () => {
    const run = await verify();
    expect(run).toMatchObject({ exitCode: 0, stderr: '' });
    expect(run.stdout).toMatch(/^1 file of 1 project: 1 verified /);
  });

  test('shows who published what, in 80 columns', async () => {
    const run = await verify('uv.lock');
    expect(run).toMatchObject({ exitCode: 0, stderr: '' });
    const text = run.stdout.replaceAll(/\s+/g, ' ');
    expect(text).toContain('1 file of 1 project: 1 verified (1 first seen)');
    expect(text).toContain('published by acme/widget, release.yml, pypi, refs/tags/v1.1, push');
    expect(longestBreakable(run.stdout)).toBeLessThanOrEqual(80);
  });

  test('is coloured where colour is forced, and says the same', async () => {
    const args = ['verify', '--index-url', sandbox.index.simpleUrl, 'lost.txt'];
    const trust = ['--custom-trusted-root', sandbox.trustConfigPath];
    const forced = await runCli([...args, ...trust], { cwd, env: { FORCE_COLOR: '1' } });
    expect(forced.stdout).toContain('\u001b[31merror:\u001b[39m');
    expect(stripVTControlCharacters(forced.stdout)).toBe((await verify('lost.txt')).stdout);
  });

  test('writes a report into a file, and the counts to the terminal', async () => {
    const run = await verify('-f', 'sarif', '-o', 'out.sarif', 'lost.txt');
    expect(run.exitCode).toBe(1);
    expect(run.stdout).toBe('1 file of 1 project: 1 FAILED; 1 LOST\n');
    const sarif = JSON.parse(await readFile(join(cwd, 'out.sarif'), 'utf8'));
    expect(sarif.runs[0].results).toMatchObject([{ ruleId: 'provenance-lost' }]);
  });

  test.each(['columns', 'markdown'])(
    '%s in a file is what the terminal would get',
    async (format) => {
      await verify('-f', format, '-o', `out.${format}`, 'lost.txt');
      const run = await verify('-f', format, 'lost.txt');
      expect(await readFile(join(cwd, `out.${format}`), 'utf8')).toBe(run.stdout);
      expect(run.stdout).toContain('widget 1.2');
    },
  );

  test('JSON is what the schema says, under either name', async () => {
    const schema = new URL('../../docs/verify.schema.json', import.meta.url);
    const run = await verify('--json', 'lost.txt', 'uv.lock', 'widget==1.3');
    const document = documentOf(run);
    expect(schemaDefects(document, JSON.parse(await readFile(schema, 'utf8')))).toEqual([]);
    expect((await verify('-f', 'json', 'lost.txt', 'uv.lock', 'widget==1.3')).stdout).toBe(
      run.stdout,
    );
  });
});

describe('exit codes', () => {
  test.each([
    ['0', 'all is well', ['uv.lock'], 0],
    ['0', 'a warning', ['widget==1.3'], 0],
    ['1', 'a warning with -S', ['-S', 'widget==1.3'], 1],
    ['1', 'a finding', ['lost.txt'], 1],
    ['0', 'a finding with --warn-only', ['--warn-only', 'lost.txt'], 0],
    ['2', 'an option that is unknown', ['--requirements', 'lost.txt'], 2],
    ['2', 'a target that is nothing', ['no-such.lock'], 2],
    ['2', 'a policy that is not there', ['--config-file', 'no-such.toml', 'uv.lock'], 2],
    ['3', 'a base that cannot be read', ['--base-ref', 'main', 'uv.lock'], 3],
    ['2', 'a change without a base', ['--files', 'changed', 'uv.lock'], 2],
    ['3', 'nothing that can be verified', ['--ignore', 'widget', 'uv.lock'], 3],
  ])('%s: %s', async (_, __, args, expected) => {
    const run = await verify(...args);
    expect({ exit: run.exitCode, stderr: run.stderr.includes('    at ') }).toEqual({
      exit: expected,
      stderr: false,
    });
  });
});

describe('options of pip-audit and gh', () => {
  test('-r, --ignore, --require-hashes', async () => {
    await writeFile(join(cwd, 'open.txt'), 'widget==1.1\n');
    const open = await verify('--json', '-r', 'open.txt', 'uv.lock');
    expect(open.exitCode).toBe(0);
    expect(documentOf(open)).toMatchObject({
      items: [{ verdict: 'verified' }, { verdict: 'unbound' }],
    });
    const strict = await verify('--json', '--require-hashes', '-r', 'open.txt');
    expect(strict.exitCode).toBe(1);
    expect(documentOf(strict)).toMatchObject({
      items: [{ verdict: 'failed', rules: ['unbound'] }],
    });
    const ignored = await verify('--json', '--ignore', 'widget==1.2', 'lost.txt', 'uv.lock');
    expect(documentOf(ignored)).toMatchObject({ items: [{ version: '1.1' }] });
    expect(ignored.stderr).toContain('Passed over, as asked: 1 of 2 files.');
  });

  test.each([
    [['-R', 'acme/widget'], 0],
    [['-R', 'ACME/Widget'], 0],
    [['-R', 'https://github.com/acme/widget'], 0],
    [['-R', 'gitlab.com/acme/widget'], 1],
    [['-R', 'acme/widge'], 1],
    [['-R', 'acme/widget2'], 1],
    [['--owner', 'acme'], 0],
    [['--owner', 'acm'], 1],
    [['--signer-workflow', 'acme/widget/.github/workflows/release.yml'], 0],
    [['--signer-workflow', 'acme/widget/.github/workflows/other.yml'], 1],
    [['--source-ref', 'refs/tags/v1.1'], 0],
    [['--source-ref', 'refs/tags/v1'], 1],
    [['--source-digest', '1f2e3d4c5b6a79880123456789abcdef01234567'], 0],
    [['--source-digest', '0f2e3d4c5b6a79880123456789abcdef01234567'], 1],
    [['--deny-self-hosted-runners'], 0],
  ])('%j: exit code %i', async (args, expected) => {
    const run = await verify('--json', ...args, 'uv.lock');
    expect(run.exitCode).toBe(expected);
    const { items } = documentOf(run) as ReportDocument;
    expect(items.map(({ rules }) => rules.includes('identity-mismatch'))).toEqual([expected === 1]);
  });

  test.each([
    ['--local', '--path DIR'],
    ['-l', '--path DIR'],
    ['--cert-identity-regex', '--cert-identity'],
    ['--certificate-identity', '--cert-identity'],
    ['--signer-repo', '--signer-workflow'],
    ['--ignore-vuln', '--ignore'],
    ['--staging', '--custom-trusted-root'],
    ['--outptu', 'Did you mean --output?'],
  ])('%s of another program is answered by what to write here', async (option, hint) => {
    const run = await verify(option, 'uv.lock');
    expect(run.exitCode).toBe(2);
    const text = run.stderr.replaceAll(/\s+/g, ' ');
    expect(text).toContain(`verify has no option ${option}.`);
    expect(text).toContain(hint);
  });

  test('--locked with a folder, as pip-audit has it, is the folder', async () => {
    const run = await verify('--locked', '.');
    expect(run).toMatchObject({ exitCode: 0, stderr: '' });
    expect(run.stdout).toMatch(/^1 file of 1 project: 1 verified /);
  });

  test('--shard: every file is in one part, and in one only', async () => {
    const projects = Array.from({ length: 8 }, (_, at) => `part-${at}`);
    for (const project of projects) sandbox.history(project).tokenUpload('1.0');
    const targets = projects.map((project) => `${project}==1.0`);
    const parts = await Promise.all(
      ['1/2', '2/2'].map(async (shard) => {
        const run = await verify('--json', '--shard', shard, ...targets);
        return (documentOf(run) as ReportDocument).items.map(({ project }) => project);
      }),
    );
    expect(new Set(parts.flat())).toEqual(new Set(projects));
    expect(parts.flat()).toHaveLength(projects.length);
    expect(parts.every((part) => part.length > 0)).toBe(true);
  });

  test('--shard: a part without files succeeds, and all parts fail where nothing can be checked', async () => {
    const ends = (...args: string[]) =>
      Promise.all(
        ['1/2', '2/2'].map(async (shard) => (await verify('--shard', shard, ...args)).exitCode),
      );
    expect(await ends('uv.lock')).toEqual([0, 0]);
    expect(await ends('--ignore', 'widget', 'uv.lock')).toEqual([3, 3]);
  });
});

describe('pins', () => {
  let folder: string;
  const pins = () => readFile(join(folder, 'publishers.lock.toml'), 'utf8');
  beforeAll(async () => {
    folder = await workFolder();
    await writeFile(join(folder, 'uv.lock'), uvLock(sandbox, [locked('1.1')]));
  });

  test('--update-pins writes who publishes what, with the numbers', async () => {
    const run = await verifyIn(folder, '--update-pins');
    expect(run.exitCode).toBe(0);
    const text = run.stdout.replaceAll(/\s+/g, ' ');
    expect(text).toContain(
      'widget (added): acme/widget, release.yml, owner number 6501, repository number 740112233',
    );
    // Whoever is pinned for good is looked at more closely.
    expect(text).toContain('before 1 earlier release since');
    expect(await pins()).toContain('repository-id = 740112233');
    const again = await verifyIn(folder);
    expect(again.stdout).toMatch(/^1 file of 1 project: 1 verified \(1 pinned\)\n/);
  });

  test('--write-identities lists verified publishers in pylock.toml, and changes nothing else', async () => {
    const { filename, sha256 } = widget.file('1.1');
    const before = [
      'lock-version = "1.0" # by a test',
      'created-by = "a test"',
      '',
      '[[packages]]',
      'name = "widget"',
      'version = "1.1"',
      '[[packages.wheels]]',
      `url = "${sandbox.index.url}/packages/${filename}" # from loopback`,
      `hashes = { sha256 = "${sha256}" }`,
      '',
    ].join('\n');
    const own = await workFolder();
    const path = join(own, 'pylock.toml');
    await writeFile(path, before);
    expect((await verifyIn(own, '--write-identities', 'pylock.toml')).exitCode).toBe(0);
    const after = await readFile(path, 'utf8');
    expect(after).toContain('kind = "GitHub"');
    expect(after.replace(/^attestation-identities = \[[^\]]*\]\n/m, '')).toBe(before);
    // What was written agrees with what is verified, and is not written again.
    expect((await verifyIn(own, '--write-identities', 'pylock.toml')).exitCode).toBe(0);
    expect(await readFile(path, 'utf8')).toBe(after);
    const other = after.replaceAll('acme/widget', 'acme/other');
    await writeFile(path, other);
    const run = await verifyIn(own, 'pylock.toml');
    expect(run.exitCode).toBe(1);
    expect(run.stdout).toContain('lock-identity-mismatch');
  });

  test('a run that was not asked to writes nothing', async () => {
    const before = await pins();
    await writeFile(join(folder, 'uv.lock'), uvLock(sandbox, [locked('1.3')]));
    const run = await verifyIn(folder);
    expect(run.exitCode).toBe(0);
    expect(run.stdout).toContain('warning: widget 1.3 [workflow-changed]');
    expect((await verifyIn(folder, '--update-pins')).exitCode).toBe(0);
    expect(await pins()).toBe(before);
  });

  test('--accept writes the change, and then it is what is expected', async () => {
    const run = await verifyIn(folder, '--accept', 'Widget');
    expect(run.exitCode).toBe(0);
    expect(await pins()).toContain('workflow = "publish.yml"');
    const after = await verifyIn(folder);
    expect(after.stdout).toMatch(/^1 file of 1 project: 1 verified \(1 pinned\)\n/);
  });

  test('of a pinned project a loss of any age is an error', async () => {
    const old = sandbox.history('aged').release('1.0', { daysAgo: 900 }).release('1.1', {
      daysAgo: 800,
    });
    old.tokenUpload('1.2', { daysAgo: 600 });
    expect((await verifyIn(folder, 'aged==1.2')).exitCode).toBe(0);
    await verifyIn(folder, '--update-pins', 'aged==1.1');
    const run = await verifyIn(folder, 'aged==1.2');
    expect(run.exitCode).toBe(1);
    expect(run.stdout).toContain('error: aged 1.2 [provenance-lost]');
  });

  test('a name registered anew is not accepted: the pin must be edited', async () => {
    sandbox
      .history('taken')
      .release('1.0', { daysAgo: 50 })
      .by({ ownerId: '66', repositoryId: '77' })
      .release('1.1', { daysAgo: 1 });
    await verifyIn(folder, '--update-pins', 'taken==1.0');
    const before = await pins();
    const run = await verifyIn(folder, '--accept', 'taken', 'taken==1.1');
    expect(run.exitCode).toBe(1);
    expect(run.stdout).toContain('error: taken 1.1 [account-resurrected]');
    expect(await pins()).toBe(before);
  });

  test('a pin file with a key that is unknown is an error, with its place', async () => {
    const other = await workFolder();
    await writeFile(join(other, 'uv.lock'), uvLock(sandbox, [locked('1.1')]));
    await writeFile(
      join(other, 'publishers.lock.toml'),
      'version = 1\n[[publisher]]\nproject = "widget"\nkind = "GitHub"\nrepositroy = "a/b"\n',
    );
    const run = await verifyIn(other);
    expect(run.exitCode).toBe(2);
    expect(run.stderr).toContain('repositroy');
  });
});

describe('a base beside the change', () => {
  test('only what is new is looked at, with the pins of the base', async () => {
    const base = await workFolder();
    await writeFile(join(base, 'lost.txt'), requirements([locked('1.2')]));
    const same = await verify('--json', '--base', base, 'lost.txt');
    expect(same.exitCode).toBe(0);
    expect(documentOf(same)).toMatchObject({ items: [] });
    await writeFile(join(base, 'lost.txt'), requirements([locked('1.1')]));
    const changed = await verify('--json', '--base', base, 'lost.txt');
    expect(changed.exitCode).toBe(1);
    expect(documentOf(changed)).toMatchObject({ items: [{ version: '1.2' }] });
  });
});

describe('bundle', () => {
  test.each([
    [['bundle'], /bundle can pack/],
    [['bundle', 'unpack'], /bundle can pack/],
    [['bundle', 'pack', 'uv.lock'], /Say where the pack goes/],
  ])('%j is a wrong command line', async (args, message) => {
    const run = await runCli(args, { cwd });
    expect(run).toMatchObject({ exitCode: 2, stderr: expect.stringMatching(message) });
  });
});
