import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { ProjectHistory } from '../../sandbox/history/project-history.ts';
import type { IndexService } from '../../sandbox/index/index-service.ts';
import { type CliRun, documentOf, runCli, workFolder } from '../cli/run-cli.ts';
import { openSandbox } from '../open-sandbox.ts';
import { concerns, type LockedRelease, type ReportDocument, uvLock } from './verification.ts';

const sandbox = await openSandbox({ historyDays: 1000 });
let mirror: IndexService;
let cwd: string;
let widget: ProjectHistory;
beforeAll(async () => {
  mirror = await sandbox.startMirror();
  cwd = await workFolder();
  widget = sandbox
    .history('widget')
    .release('1.0', { daysAgo: 300 })
    .release('1.1', { daysAgo: 100 })
    .tokenUpload('1.2', { daysAgo: 1 });
  sandbox.history('acme-secret').tokenUpload('1.0', { daysAgo: 3 });
  await writeFile(join(cwd, 'uv.lock'), uvLock(sandbox, [locked('1.1')]));
});

const locked = (version: string): LockedRelease => ({
  project: 'widget',
  version,
  files: widget.files(version),
});

const cli = (...args: string[]) => runCli(args, { cwd });
const trust = () => ['--custom-trusted-root', sandbox.trustConfigPath];
const reportOf = (run: CliRun) => documentOf(run) as ReportDocument;

/** Paths that were asked for while `body` ran. */
async function asked<T>(server: IndexService, body: () => Promise<T>) {
  const start = server.requests.length;
  const result = await body();
  return { result, paths: server.requests.slice(start).map(({ url }) => url) };
}

describe('files of a mirror that knows no provenance', () => {
  const verify = (...args: string[]) =>
    cli('verify', '--json', '--index-url', mirror.simpleUrl, ...trust(), ...args);

  test('are verified with the evidence of the index, by their SHA-256, and the mirror is named', async () => {
    const run = await verify('--provenance-from', sandbox.index.simpleUrl, 'uv.lock');
    const report = reportOf(run);
    expect(run.exitCode).toBe(0);
    expect(report.items).toMatchObject([{ verdict: 'verified', evidence: 'index' }]);
    expect(concerns(report.items)).toEqual(['warning provenance-stripped']);
  });

  test('without another place to ask they have none, and that is no loss', async () => {
    const run = await verify('uv.lock');
    expect(run.exitCode).toBe(0);
    expect(reportOf(run).items).toMatchObject([{ verdict: 'unattested' }]);
  });

  test('of a pinned project they fail all the same', async () => {
    await writeFile(join(cwd, 'pinned.toml'), 'version = 1\npins = "pins.toml"\n');
    await writeFile(
      join(cwd, 'pins.toml'),
      'version = 1\n[[publisher]]\nproject = "widget"\nkind = "GitHub"\nrepository = "acme/widget"\nfirst-seen = { version = "1.0", date = 2020-01-01 }\n',
    );
    const run = await verify('--config-file', 'pinned.toml', 'uv.lock');
    expect(run.exitCode).toBe(1);
    expect(concerns(reportOf(run).items)).toEqual(['error provenance-lost']);
  });

  test('names that are internal are never sent out', async () => {
    await writeFile(join(cwd, 'internal.toml'), 'version = 1\n[index]\ninternal = ["acme-*"]\n');
    const args = ['--config-file', 'internal.toml', '--provenance-from', sandbox.index.simpleUrl];
    const { result, paths } = await asked(sandbox.index, () =>
      verify(...args, 'acme-secret==1.0', 'widget==1.1'),
    );
    expect(paths.filter((path) => path.includes('secret'))).toEqual([]);
    expect(paths.filter((path) => path.includes('widget'))).not.toEqual([]);
    expect(reportOf(result).items).toMatchObject([
      { project: 'acme-secret', verdict: 'not-applicable' },
      { project: 'widget', verdict: 'verified' },
    ]);
  });

  test('where the index in use has HTML pages only', async () => {
    const html = await sandbox.startMirror({ provenance: false, json: false });
    const run = await cli(
      ...['verify', '--json', '--index-url', html.simpleUrl, ...trust()],
      ...['--provenance-from', sandbox.index.simpleUrl, 'uv.lock'],
    );
    expect(run.exitCode).toBe(0);
    expect(reportOf(run).items).toMatchObject([{ verdict: 'verified' }]);
  });
});

const verifyPack = (pack: string, ...args: string[]) =>
  cli('verify', '--json', '--offline', '--pack', pack, ...args);

describe('without a network', () => {
  test('a pack holds all that is needed, and nobody is asked', async () => {
    await writeFile(join(cwd, 'packed-uv.lock'), uvLock(sandbox, [locked('1.1'), locked('1.2')]));
    const args = ['--index-url', sandbox.index.simpleUrl, ...trust(), 'packed-uv.lock'];
    const packed = await cli('bundle', 'pack', '-o', 'evidence.jsonl', ...args);
    expect(packed).toMatchObject({ exitCode: 0, stderr: '' });
    expect(packed.stdout).toMatch(/^evidence\.jsonl: the evidence for 2 files of 1 project: /);
    const { result, paths } = await asked(sandbox.index, () =>
      verifyPack('evidence.jsonl', 'packed-uv.lock', ...trust()),
    );
    expect(paths).toEqual([]);
    const report = reportOf(result);
    expect(result.exitCode).toBe(1);
    expect(report.items).toMatchObject([
      { verdict: 'verified', evidence: 'pack' },
      { verdict: 'failed', rules: expect.arrayContaining(['provenance-lost']) },
    ]);
  });

  test('what the pack lacks could not be checked', async () => {
    const other = sandbox.history('other').release('1.0', { daysAgo: 3 });
    await writeFile(
      join(cwd, 'more-uv.lock'),
      uvLock(sandbox, [{ project: 'other', version: '1.0', files: other.files('1.0') }]),
    );
    const run = await verifyPack('evidence.jsonl', 'more-uv.lock', ...trust());
    expect(run.exitCode).toBe(3);
    expect(concerns(reportOf(run).items)).toEqual(['error not-checked']);
  });

  test('a pack that was changed proves nothing', async () => {
    const text = await readFile(join(cwd, 'evidence.jsonl'), 'utf8');
    const swapped = text.replaceAll('acme/widget', 'evil/widget');
    expect(swapped).not.toBe(text);
    await writeFile(join(cwd, 'changed.jsonl'), swapped);
    const run = await verifyPack('changed.jsonl', 'uv.lock', ...trust());
    expect(run.exitCode).toBe(1);
    expect(concerns(reportOf(run).items)).toEqual(['error publisher-mismatch']);
  });

  test('a pack that brings other keys proves nothing with them, unless the policy allows them', async () => {
    const run = await verifyPack('evidence.jsonl', 'uv.lock');
    expect(run.exitCode).toBe(1);
    expect(concerns(reportOf(run).items)).toEqual(['error invalid-attestation']);
    const [digest = ''] = /sha256:[0-9a-f]{64}/.exec(run.stderr) ?? [];
    expect(run.stderr).toContain('is not the shipped one: it is not used');
    const policy = `version = 1\n[pack]\ntrusted-roots = ["${digest}"]\n`;
    await writeFile(join(cwd, 'allowed.toml'), policy);
    const allowed = await verifyPack('evidence.jsonl', 'uv.lock', '--config-file', 'allowed.toml');
    expect(reportOf(allowed).items).toMatchObject([{ verdict: 'verified', evidence: 'pack' }]);
    expect(allowed.exitCode).toBe(0);
  });

  test('half a pack is a wrong pack', async () => {
    const text = await readFile(join(cwd, 'evidence.jsonl'), 'utf8');
    await writeFile(join(cwd, 'half.jsonl'), text.slice(0, text.length - 100));
    const run = await cli('verify', '--json', '--offline', '--pack', 'half.jsonl', 'uv.lock');
    expect(run).toMatchObject({ exitCode: 2 });
    expect(documentOf(run)).toMatchObject({ error: { code: 'invalid-configuration' } });
  });

  test('evidence beside a file is enough', async () => {
    const file = widget.file('1.1');
    await writeFile(join(cwd, file.filename), await readFile(file.path));
    await writeFile(join(cwd, 'evidence.provenance'), JSON.stringify(file.provenance));
    const { result, paths } = await asked(sandbox.index, () =>
      cli(
        ...['verify', '--json', '--offline', ...trust()],
        ...['--provenance-file', 'evidence.provenance', '-R', 'acme/widget', file.filename],
      ),
    );
    expect(paths).toEqual([]);
    expect(result.exitCode).toBe(0);
    expect(reportOf(result).items).toMatchObject([{ verdict: 'verified', evidence: 'given' }]);
  });
});
