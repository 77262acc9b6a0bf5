import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { ProjectHistory } from '../../sandbox/history/project-history.ts';
import { makeKeyPair } from '../../sandbox/sigstore/digest.ts';
import { signBundle, signWithKey } from '../../sandbox/sigstore/sign.ts';
import { emailSigner } from '../../sandbox/sigstore/signer.ts';
import { openSandbox } from '../open-sandbox.ts';
import { answer, withFault } from './faults.ts';
import { annotations, plainText } from './outcome.ts';
import {
  concerns,
  type LockedRelease,
  type ReportDocument,
  requirements,
  stopped,
  uvLock,
  type VerifyOptions,
  verify,
} from './verification.ts';

const DAY = 86_400_000;

const sandbox = await openSandbox({ historyDays: 1000 });
/** Attested ever since; 1.3 was uploaded with a token. */
let widget: ProjectHistory;
let plain: ProjectHistory;
beforeAll(async () => {
  widget = sandbox
    .history('widget')
    .release('1.0', { daysAgo: 400 })
    .release('1.1', { daysAgo: 200 })
    .release('1.2', { daysAgo: 60, files: ['py3-none-any', 'sdist'] })
    .tokenUpload('1.3', { daysAgo: 1 });
  plain = sandbox.history('plain').tokenUpload('3.0', { daysAgo: 90 });
});
afterEach(() => expect(sandbox.index.faults).toEqual([]));

const locked = (version: string): LockedRelease => ({
  project: 'widget',
  version,
  files: widget.files(version),
});
const lockedPlain = (): LockedRelease => ({
  project: 'plain',
  version: '3.0',
  files: plain.files('3.0'),
});

/** Runs the action and reads its report. */
async function run(options: VerifyOptions) {
  const ended = await verify(sandbox, options);
  const path = ended.outputs['json-file'];
  const report = JSON.parse(path ? await readFile(path, 'utf8') : '{"items":[]}') as ReportDocument;
  return { ...ended, report, verdicts: report.items.map(({ verdict }) => verdict) };
}

const GOOD_AND_NEVER = { exitCode: 0, verdicts: ['verified', 'unattested'] };

describe('each kind of target', () => {
  test('the lock files of the checkout, where nothing is named', async () => {
    const ended = await run({
      workspaceFiles: { 'uv.lock': uvLock(sandbox, [locked('1.1'), lockedPlain()]) },
    });
    expect(ended).toMatchObject(GOOD_AND_NEVER);
    expect(ended.report.items.map(({ at }) => at)).toEqual([
      { path: 'uv.lock', line: 12 },
      { path: 'uv.lock', line: 20 },
    ]);
    expect(ended.stdout).toContain(
      '2 files of 2 projects: 1 verified (1 first seen), 1 not attested',
    );
    expect(ended.outputs).toMatchObject({
      result: 'ok',
      lost: '[]',
      changed: '[]',
      'file-count': '2',
      'verified-count': '1',
      'unattested-count': '1',
      'failed-count': '0',
      'not-checked-count': '0',
    });
  });

  test('a requirements file with hashes', async () => {
    const ended = await run({
      inputs: { lockfile: 'requirements/prod.txt' },
      workspaceFiles: { 'requirements/prod.txt': requirements([locked('1.1'), lockedPlain()]) },
    });
    expect(ended).toMatchObject(GOOD_AND_NEVER);
  });

  test('loose requirements next to locked ones: a note with the next step, and no error', async () => {
    const loose = ['widget>=1.0', 'plain~=3.0', 'widget==1.1'];
    const ended = await run({
      workspaceFiles: {
        'requirements.txt': requirements([locked('1.1')]),
        'requirements-dev.txt': `${loose.join('\n')}\n`,
      },
    });
    const unbound = loose.map(() => ({ verdict: 'unbound', rules: ['unbound'] }));
    expect(ended.exitCode).toBe(0);
    expect(ended.report.items.filter(({ verdict }) => verdict !== 'verified')).toMatchObject(
      unbound,
    );
    expect(ended.report.items).toHaveLength(loose.length + 1);
  });

  test('names and versions that the index has not, and nothing of hashes', async () => {
    const ended = await run({ inputs: { packages: 'widgte==1.0 widget==9' } });
    expect(ended.exitCode).toBe(1);
    expect(concerns(ended.report.items)).toEqual(['error no-such-release']);
    expect(ended.stdout).toContain('the index has no project widgte');
    expect(ended.stdout).toContain('the index has no release 9 of widget');
    expect(ended.stdout).not.toContain('SHA-256');
  });

  test('pylock.toml', async () => {
    const file = widget.file('1.1');
    const pylock = [
      'lock-version = "1.0"',
      'created-by = "a test"',
      '[[packages]]',
      'name = "widget"',
      'version = "1.1"',
      '[[packages.wheels]]',
      `url = "${sandbox.index.url}/packages/${file.filename}"`,
      `hashes = { sha256 = "${file.sha256}" }`,
    ].join('\n');
    const ended = await run({ inputs: { inputs: '.' }, workspaceFiles: { 'pylock.toml': pylock } });
    expect(ended).toMatchObject({ exitCode: 0, verdicts: ['verified'] });
  });

  test('poetry.lock', async () => {
    const { filename, sha256 } = widget.file('1.1');
    const lock = [
      '[[package]]',
      'name = "widget"',
      'version = "1.1"',
      'optional = false',
      'python-versions = "*"',
      `files = [ {file = "${filename}", hash = "sha256:${sha256}"} ]`,
      '[metadata]',
      'lock-version = "2.1"',
      'python-versions = "*"',
      `content-hash = "${'0'.repeat(64)}"`,
    ].join('\n');
    const ended = await run({
      inputs: { inputs: 'poetry.lock' },
      workspaceFiles: { 'poetry.lock': lock },
    });
    expect(ended).toMatchObject({ exitCode: 0, verdicts: ['verified'] });
  });

  test('pdm.lock', async () => {
    const { filename, sha256 } = widget.file('1.1');
    const lock = [
      '[metadata]',
      'groups = ["default"]',
      'strategy = ["inherit_metadata"]',
      'lock_version = "4.5.0"',
      `content_hash = "sha256:${'0'.repeat(64)}"`,
      '[[package]]',
      'name = "widget"',
      'version = "1.1"',
      'summary = ""',
      `files = [ {file = "${filename}", hash = "sha256:${sha256}"} ]`,
    ].join('\n');
    const ended = await run({ workspaceFiles: { 'pdm.lock': lock } });
    expect(ended).toMatchObject({ exitCode: 0, verdicts: ['verified'] });
  });

  test('Pipfile.lock', async () => {
    const entry = ({ version, files }: LockedRelease) => ({
      hashes: files.map(({ sha256 }) => `sha256:${sha256}`),
      version: `==${version}`,
    });
    const lock = {
      _meta: { 'pipfile-spec': 6, sources: [{ name: 'pypi', url: sandbox.index.simpleUrl }] },
      default: { widget: entry(locked('1.1')), plain: entry(lockedPlain()) },
      develop: {},
    };
    const text = JSON.stringify(lock, null, 4);
    const ended = await run({ workspaceFiles: { 'Pipfile.lock': text } });
    expect([ended.exitCode, ended.verdicts.toSorted()]).toEqual([0, ['unattested', 'verified']]);
    expect(ended.report.items.every(({ at }) => at?.path === 'Pipfile.lock')).toBe(true);
  });

  test('of a lock only the files that a host would take', async () => {
    const tags = ['cp313-cp313-win_amd64', 'cp313-cp313-manylinux_2_17_x86_64', 'sdist'];
    const wheels = sandbox.history('wheels').release('1.0', { daysAgo: 30, files: tags });
    const release = { project: 'wheels', version: '1.0', files: wheels.files('1.0') };
    const host = { 'python-version': '3.13', platform: 'manylinux_2_39_x86_64' };
    const taken = async (inputs: Readonly<Record<string, string>>) => {
      const workspaceFiles = { 'uv.lock': uvLock(sandbox, [release]) };
      const { exitCode, report } = await run({ workspaceFiles, inputs });
      return [exitCode, ...report.items.map(({ file }) => file)];
    };
    expect(await taken({ files: 'host', ...host })).toEqual([
      0,
      'wheels-1.0-cp313-cp313-manylinux_2_17_x86_64.whl',
    ]);
    expect(await taken({ files: 'all' })).toHaveLength(1 + tags.length);
  });

  test('a report of pip', async () => {
    const { filename, sha256 } = widget.file('1.1');
    const report = {
      version: '1',
      pip_version: '25.3',
      install: [
        {
          download_info: {
            url: `${sandbox.index.url}/packages/${filename}`,
            archive_info: { hash: `sha256=${sha256}`, hashes: { sha256 } },
          },
          is_direct: false,
          is_yanked: false,
          requested: true,
          metadata: { metadata_version: '2.1', name: 'widget', version: '1.1' },
        },
      ],
      environment: {},
    };
    const ended = await run({
      inputs: { 'install-report': 'report.json' },
      workspaceFiles: { 'report.json': JSON.stringify(report) },
    });
    expect(ended).toMatchObject({ exitCode: 0, verdicts: ['verified'] });
    expect(ended.report.items).toMatchObject([{ file: filename }]);
  });

  test('releases', async () => {
    const ended = await run({ inputs: { packages: 'widget==1.2 Plain==3.0' } });
    expect(ended).toMatchObject({ exitCode: 0, verdicts: ['verified', 'verified', 'unattested'] });
  });

  test('wheels and sdists, by a glob', async () => {
    const files = await Promise.all(
      widget
        .files('1.2')
        .map(async ({ filename, path }) => [`dist/${filename}`, await readFile(path)] as const),
    );
    const ended = await run({
      inputs: { paths: 'dist/*' },
      workspaceFiles: Object.fromEntries(files),
    });
    expect(ended).toMatchObject({ exitCode: 0, verdicts: ['verified', 'verified'] });
  });

  test('a wheel with other bytes than the index has', async () => {
    const { filename } = widget.file('1.2');
    const ended = await run({
      inputs: { inputs: `dist/${filename}` },
      workspaceFiles: { [`dist/${filename}`]: 'other bytes' },
    });
    expect(ended).toMatchObject({ exitCode: 1, verdicts: ['failed'] });
    expect(concerns(ended.report.items)).toContain('error hash-mismatch');
  });

  test('an environment, and a file in it that was changed', async () => {
    const content = 'VERSION = "1.1"\n';
    const digest = createHash('sha256').update(content).digest('base64url');
    const info = '.venv/lib/python3.13/site-packages/widget-1.1.dist-info';
    const installed = {
      '.venv/pyvenv.cfg': 'home = /usr/bin\n',
      [`${info}/METADATA`]: 'Metadata-Version: 2.1\nName: widget\nVersion: 1.1\n',
      [`${info}/INSTALLER`]: 'pip\n',
      [`${info}/RECORD`]: `widget/__init__.py,sha256=${digest},16\nwidget-1.1.dist-info/RECORD,,\n`,
      '.venv/lib/python3.13/site-packages/widget/__init__.py': content,
    };
    const fine = await run({ inputs: { environment: '.venv' }, workspaceFiles: installed });
    expect(fine).toMatchObject({ exitCode: 0, verdicts: ['release-attested'] });
    expect(concerns(fine.report.items)).toEqual([]);
    const changed = await run({
      inputs: { environment: '.venv', 'fail-on': 'warning' },
      workspaceFiles: {
        ...installed,
        '.venv/lib/python3.13/site-packages/widget/__init__.py': 'import os\n',
      },
    });
    expect(changed.exitCode).toBe(1);
    expect(concerns(changed.report.items)).toEqual(['warning record-mismatch']);
  });

  describe('an environment held against the attested wheel', () => {
    const info = '.venv/lib/python3.13/site-packages/widget-1.1.dist-info';
    const module = '.venv/lib/python3.13/site-packages/widget/__init__.py';
    /** As pip leaves it, RECORD told over so that it fits whatever is there. */
    const installed = (content: string) => {
      const digest = createHash('sha256').update(content).digest('base64url');
      return {
        '.venv/pyvenv.cfg': 'home = /usr/bin\n',
        [`${info}/METADATA`]: 'Metadata-Version: 2.1\nName: widget\nVersion: 1.1\n',
        [`${info}/WHEEL`]:
          'Wheel-Version: 1.0\nGenerator: sandbox\nRoot-Is-Purelib: true\nTag: py3-none-any\n',
        [`${info}/INSTALLER`]: 'pip\n',
        [`${info}/RECORD`]: `widget/__init__.py,sha256=${digest},${content.length}\nwidget-1.1.dist-info/RECORD,,\n`,
        [module]: content,
      };
    };
    const deep = { environment: '.venv', deep: 'true' };

    test('is verified, file by file', async () => {
      const ended = await run({ inputs: deep, workspaceFiles: installed('VERSION = "1.1"\n') });
      expect(ended).toMatchObject({ exitCode: 0, verdicts: ['verified'] });
      expect(ended.report.items).toMatchObject([{ file: 'widget-1.1-py3-none-any.whl' }]);
    });

    test('a change that RECORD was told over for is found', async () => {
      const ended = await run({ inputs: deep, workspaceFiles: installed('import os\n') });
      expect(ended).toMatchObject({ exitCode: 1, verdicts: ['failed'] });
      expect(concerns(ended.report.items)).toEqual(['error installed-differs']);
      expect(ended.report.items[0]?.findings[0]?.message).toContain('widget/__init__.py');
      expect(ended.report.items[0]?.findings[0]?.message).not.toContain('METADATA');
    });

    test('a wheel that cannot be had is not compared, and that is said', async () => {
      const ended = await withFault(
        sandbox.index,
        '/widget-1.1-py3-none-any.whl',
        (_count, request, response) => answer(request, response, 403),
        () => run({ inputs: deep, workspaceFiles: installed('VERSION = "1.1"\n') }),
      );
      expect(ended).toMatchObject({ exitCode: 3, verdicts: ['not-checked'] });
    });

    test('a wheel that comes with other bytes is not compared with', async () => {
      const ended = await withFault(
        sandbox.index,
        '/widget-1.1-py3-none-any.whl',
        (_count, request, response) => answer(request, response, 200, { body: 'other bytes' }),
        () => run({ inputs: deep, workspaceFiles: installed('VERSION = "1.1"\n') }),
      );
      expect(ended).toMatchObject({ exitCode: 3, verdicts: ['not-checked'] });
    });
  });

  test('any file with a Sigstore bundle beside it, by the signer that is named', async () => {
    const bytes = Buffer.from('an installer');
    const issuer = 'https://accounts.example.org';
    const signer = emailSigner('manager@example.org', issuer);
    const bundle = signBundle(sandbox.sigstore, signer, bytes, Date.now() - DAY);
    const workspaceFiles = {
      'tool-3.0.tar.xz': bytes,
      'tool-3.0.tar.xz.sigstore.json': JSON.stringify(bundle),
    };
    const demanded = { 'cert-identity': 'manager@example.org', 'cert-oidc-issuer': issuer };
    const right = await run({ inputs: { inputs: 'tool-3.0.tar.xz', ...demanded }, workspaceFiles });
    expect(right).toMatchObject({ exitCode: 0, verdicts: ['verified'] });
    const wrong = await run({
      inputs: { inputs: 'tool-3.0.tar.xz', ...demanded, 'cert-identity': 'nager@example.org' },
      workspaceFiles,
    });
    expect(wrong).toMatchObject({ exitCode: 1, verdicts: ['failed'] });
    expect(concerns(wrong.report.items)).toEqual(['error identity-mismatch']);
    const other = await run({
      inputs: { inputs: 'tool-3.0.tar.xz', ...demanded },
      workspaceFiles: { ...workspaceFiles, 'tool-3.0.tar.xz': 'other bytes' },
    });
    expect(other).toMatchObject({ exitCode: 1, verdicts: ['failed'] });
    expect(concerns(other.report.items)).toEqual(['error invalid-attestation']);
  });
});

test.each([
  [
    'cert-identity',
    { 'cert-identity': 'a@example.org', 'cert-oidc-issuer': 'https://example.org' },
  ],
  ['the policy', {}],
])('a signature that was logged under another certificate fails, named by %s', async (_, named) => {
  const bytes = Buffer.from('an installer');
  const [claimed, logged] = ['a', 'b'].map((name) =>
    emailSigner(`${name}@example.org`, 'https://example.org'),
  );
  if (!claimed || !logged) throw new TypeError('two signers');
  const bundle = signBundle(sandbox.sigstore, claimed, bytes, Date.now() - DAY, logged);
  const policy =
    '[bundle."*"]\nidentities = [{ identity = "a@example.org", issuer = "https://example.org" }]\n';
  const ended = await run({
    inputs: {
      inputs: 'tool.bin',
      ...named,
      ...('cert-identity' in named ? {} : { policy: 'p.toml' }),
    },
    workspaceFiles: {
      'tool.bin': bytes,
      'tool.bin.sigstore.json': JSON.stringify(bundle),
      'p.toml': policy,
    },
  });
  expect(ended).toMatchObject({ exitCode: 1, verdicts: ['failed'] });
  expect(concerns(ended.report.items)).toEqual(['error invalid-attestation']);
  expect(JSON.stringify(ended.report.items)).toContain('about another certificate');
});

test('a file that was signed with a managed key, by that key alone', async () => {
  const bytes = Buffer.from('an installer');
  const [right, wrong] = [makeKeyPair(), makeKeyPair()];
  const keyText = ({ publicKey }: typeof right) =>
    publicKey.export({ type: 'spki', format: 'pem' }).toString();
  const bundle = JSON.stringify(signWithKey(sandbox.sigstore, right, bytes, Date.now() - DAY));
  const verifyBy = (options: Readonly<Record<string, string>>) =>
    run({
      inputs: { inputs: 'tool.bin', ...options },
      workspaceFiles: {
        'tool.bin': bytes,
        'tool.bin.sigstore.json': bundle,
        'right.pub': keyText(right),
        'wrong.pub': keyText(wrong),
      },
    });
  expect(await verifyBy({ key: 'right.pub' })).toMatchObject({
    exitCode: 0,
    verdicts: ['verified'],
  });
  const forged = await verifyBy({ key: 'wrong.pub' });
  expect(forged).toMatchObject({ exitCode: 1, verdicts: ['failed'] });
  expect(concerns(forged.report.items)).toEqual(['error invalid-attestation']);
  const unnamed = await verifyBy({ publisher: 'acme/widget' });
  expect(unnamed).toMatchObject({ exitCode: 3, verdicts: ['not-checked'] });
  expect(JSON.stringify(unnamed.report.items)).toContain('give its public key');
  const person = { 'cert-identity': 'a@example.org', 'cert-oidc-issuer': 'https://example.org' };
  expect(await verifyBy({ key: 'right.pub', ...person })).toMatchObject({
    exitCode: 1,
    verdicts: [],
  });
  for (const key of ['tool.bin', 'missing.pub']) {
    expect(await verifyBy({ key })).toMatchObject({ exitCode: 1, verdicts: [] });
  }
});

describe('a loss in a lock', () => {
  let ended: Awaited<ReturnType<typeof run>>;
  beforeAll(async () => {
    ended = await run({
      workspaceFiles: { 'app/uv.lock': uvLock(sandbox, [lockedPlain(), locked('1.3')]) },
      inputs: { inputs: 'app/uv.lock' },
    });
  });

  test('fails the step, and is told at its line', () => {
    expect(ended).toMatchObject({ exitCode: 1, verdicts: ['unattested', 'failed'] });
    expect(ended.stdout).toMatch(
      /^::error title=widget 1\.3%3A provenance-lost,file=app\/uv\.lock,line=20::/m,
    );
    const [first, last] = annotations(ended, 'error');
    expect(first).toContain('Was: acme/widget, release.yml (by earlier releases)');
    expect(first).toContain('Now: not attested');
    expect(last).toContain('2 files of 2 projects: 1 not attested, 1 FAILED; 1 LOST');
  });

  test('is in the outputs and the summary, with the block to accept it', () => {
    expect(ended.outputs).toMatchObject({
      result: 'findings',
      lost: '["widget"]',
      changed: '[]',
      'failed-count': '1',
    });
    const summary = plainText(ended.summary);
    expect(summary).toMatch(/^## Provenance: look at this before you install\n/);
    expect(summary).toContain('| ❌ error | widget 1.3 | provenance-lost |');
    expect(summary).toContain('[[accept]]\nproject = "widget"\nrule = "provenance-lost"\n');
  });

  test('is in the SARIF file', async () => {
    const sarif = JSON.parse(await readFile(ended.outputs['sarif-file'] ?? '', 'utf8'));
    expect(sarif.runs[0].results).toMatchObject([
      {
        ruleId: 'provenance-lost',
        level: 'error',
        locations: [
          {
            physicalLocation: {
              artifactLocation: { uri: 'app/uv.lock' },
              region: { startLine: 20 },
            },
          },
        ],
      },
    ]);
  });

  test('with warn-only it is told and passes', async () => {
    const passed = await run({
      workspaceFiles: { 'uv.lock': uvLock(sandbox, [locked('1.3')]) },
      inputs: { 'warn-only': 'true' },
    });
    expect(passed.exitCode).toBe(0);
    expect(annotations(passed, 'error')).toEqual([]);
    expect(annotations(passed, 'warning')).toHaveLength(1);
    expect(passed.summary).toMatch(/look at this/);
  });
});

describe('what names nothing', () => {
  test('a checkout without a lock: there was nothing to verify', async () => {
    const ended = await run({});
    expect(ended.exitCode).toBe(3);
    expect(ended.outputs).toMatchObject({ result: 'not-checked', 'file-count': '0' });
    expect(ended.summary).toContain('Nothing was there to verify');
  });

  test.each([
    ['a file that is not there', { lockfile: 'uv.lock' }, /uv\.lock does not exist/],
    ['a name without its version', { packages: 'widget' }, /write widget==VERSION/],
    ['a glob that fits nothing', { inputs: 'dist/*.whl' }, /"dist\/\*\.whl" names no file/],
  ])('%s', async (_, inputs, message) => {
    const ended = await run({ inputs });
    expect(ended).toMatchObject({ exitCode: 1, outputs: { result: 'error' } });
    expect(stopped(ended)).toMatchObject({
      code: 'invalid-target',
      text: expect.stringMatching(message),
    });
  });

  test('a lock that is not valid, with its line', async () => {
    const ended = await run({ workspaceFiles: { 'uv.lock': 'version = 1\n[[package]\n' } });
    expect(stopped(ended)).toMatchObject({
      code: 'invalid-target',
      text: expect.stringMatching(/uv\.lock:2 /),
    });
  });

  test('inputs that are wrong, all at once, and nobody was asked', async () => {
    const before = sandbox.index.requests.length;
    const ended = await run({
      inputs: { shard: '5/4', 'fail-on': 'all', publisher: 'widget', 'cert-identity': 'me' },
    });
    const { code, text } = stopped(ended);
    expect(code).toBe('invalid-configuration');
    for (const name of ['shard', 'fail-on', 'widget', 'cert-oidc-issuer']) {
      expect(text).toContain(name);
    }
    expect(sandbox.index.requests).toHaveLength(before);
  });
});
