import { readFile } from 'node:fs/promises';
import { afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { ProjectHistory } from '../../sandbox/history/project-history.ts';
import { startSandbox } from '../../sandbox/sandbox.ts';
import { openSandbox } from '../open-sandbox.ts';
import { answer, withFault } from './faults.ts';
import {
  type ReportDocument,
  stopped,
  uvLock,
  type VerifyOptions,
  verify,
} from './verification.ts';

const CONTROLS = '\u001b[31m\u202egnp\u0007';
const COMMAND = '\n::add-mask::widget\n##[error]no\n';
const MARKUP = '<img src=x onerror=alert(1)>|`[click](https://evil.example)';

const sandbox = await openSandbox({ historyDays: 1000 });
let widget: ProjectHistory;
beforeAll(async () => {
  widget = sandbox
    .history('widget')
    .release('1.0', { daysAgo: 300 })
    .release('1.1', { daysAgo: 9 });
});
afterEach(() => expect(sandbox.index.faults).toEqual([]));

async function run(options: VerifyOptions) {
  const ended = await verify(sandbox, options);
  const path = ended.outputs['json-file'];
  const json = path ? await readFile(path, 'utf8') : '{"items":[]}';
  const sarif = path ? await readFile(ended.outputs['sarif-file'] ?? '', 'utf8') : '';
  const report = JSON.parse(json) as ReportDocument;
  return { ...ended, json, sarif, report, verdicts: report.items.map(({ verdict }) => verdict) };
}

/** Nothing that was shown does anything. */
function expectHarmless(ended: Awaited<ReturnType<typeof run>>): void {
  const { stdout, stderr, summary, json, sarif } = ended;
  for (const text of [stdout, stderr, summary, json, sarif]) {
    expect(text).not.toMatch(/(?![\n\r])[\p{Cc}\p{Cf}]/u);
    expect(text).not.toContain('##[');
    expect(text).not.toMatch(/\n {4}at /);
  }
  expect(stdout).not.toMatch(/^\s*::add-mask::widget/m);
  expect(summary).not.toContain('<img');
  expect(summary).not.toContain('](');
}

const lockOf = (version: string) => ({
  'uv.lock': uvLock(sandbox, [{ project: 'widget', version, files: widget.files(version) }]),
});

describe('provenance of an index that means harm', () => {
  const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
  const bundles = (value: unknown) => JSON.stringify({ version: 1, attestation_bundles: value });

  test.each([
    ['no JSON', '{"version": 1, "attestation_bun'],
    ['nested a hundred thousand deep', deep],
    ['a list', '[]'],
    ['null', 'null'],
    ['another version', '{"version": 2, "attestation_bundles": []}'],
    ['bundles that are a text', bundles('none')],
    ['an attestation that is a number', bundles([{ publisher: {}, attestations: [7] }])],
    ['twenty megabytes of it', bundles('x'.repeat(20_000_000))],
    ['a hundred thousand bundles', bundles(Array.from({ length: 100_000 }, () => ({})))],
    ['keys of objects', '{"__proto__": {"version": 1}, "constructor": 1}'],
  ])('%s: never verified, never unattested, told in plain words', async (_, text) => {
    sandbox.history('hostile').remove('1.0');
    const hostile = sandbox.history('hostile').release('1.0', { content: _ });
    hostile.provenance('1.0', () => text);
    const ended = await run({ inputs: { packages: 'hostile==1.0' } });
    expect(ended.exitCode).toBeGreaterThan(0);
    expect(ended.verdicts).toHaveLength(1);
    expect(['failed', 'not-checked']).toContain(ended.verdicts[0]);
    expectHarmless(ended);
  });

  test('a publisher whose names act upon whoever reads them', async () => {
    const name = `evil/${CONTROLS}${COMMAND}${MARKUP}`;
    widget.release('1.2').provenance('1.2', (served) => ({
      ...served,
      attestation_bundles: served.attestation_bundles.map((bundle) => ({
        ...bundle,
        publisher: { kind: 'GitHub', repository: name, workflow: name, environment: name },
      })),
    }));
    const ended = await run({ workspaceFiles: lockOf('1.2') });
    expect(ended).toMatchObject({ exitCode: 1, verdicts: ['failed'] });
    expect(ended.report.items[0]?.rules).toContain('publisher-mismatch');
    expectHarmless(ended);
  });

  test('a reason for yanking that does', async () => {
    widget.release('1.3').yank('1.3', `${CONTROLS}${COMMAND}${MARKUP}`);
    const ended = await run({ workspaceFiles: lockOf('1.3') });
    expect(ended.report.items[0]?.rules).toContain('yanked');
    expectHarmless(ended);
  });
});

describe('a listing of an index that means harm', () => {
  test.each([
    ['no JSON', '<<<'],
    ['a list', '[]'],
    ['files that are a text', '{"meta":{"api-version":"1.4"},"name":"widget","files":"all"}'],
    ['nested', '['.repeat(100_000)],
  ])('%s: not checked', async (_, body) => {
    const ended = await withFault(
      sandbox.index,
      '/simple/widget/',
      (_count, request, response) =>
        answer(request, response, 200, {
          body,
          headers: { 'content-type': 'application/vnd.pypi.simple.v1+json' },
        }),
      () => run({ workspaceFiles: lockOf('1.1') }),
    );
    expect(ended).toMatchObject({ exitCode: 3, verdicts: ['not-checked'] });
    expectHarmless(ended);
  });

  test('provenance that lies at another host is not fetched from there', async () => {
    const other = await startSandbox();
    try {
      const ended = await withFault(
        sandbox.index,
        '/simple/widget/',
        (_count, request, response) => {
          const { filename, sha256 } = widget.file('1.1');
          const file = {
            filename,
            url: `${other.index.url}/${filename}`,
            hashes: { sha256 },
            provenance: `${other.index.url}/integrity/widget/1.1/${filename}/provenance`,
          };
          return answer(request, response, 200, {
            body: JSON.stringify({ meta: { 'api-version': '1.4' }, name: 'widget', files: [file] }),
            headers: { 'content-type': 'application/vnd.pypi.simple.v1+json' },
          });
        },
        () => run({ workspaceFiles: lockOf('1.1') }),
      );
      expect(ended.exitCode).toBe(3);
      expect(other.index.requests).toEqual([]);
    } finally {
      await other.close();
    }
  });
});

describe('a lock of a pull request that means harm', () => {
  test.each([
    ['nested', { 'uv.lock': `version = 1\na = ${'['.repeat(100_000)}` }],
    [
      'a name that is a path',
      {
        'uv.lock':
          'version = 1\n[[package]]\nname = "../../x"\nversion = "1"\nsource = { registry = "https://pypi.org/simple" }\n',
      },
    ],
    [
      'controls in it',
      { 'uv.lock': `version = 1\n[[package]]\nname = "${MARKUP}"\nversion = "1"\n` },
    ],
    ['no text', { 'uv.lock': Uint8Array.from([0xff, 0x00, 0xfe]) }],
    ['including /etc/passwd', { 'requirements.txt': '-r /etc/passwd\n' }],
    ['including what lies above', { 'requirements.txt': '-r ../../../etc/passwd\n' }],
    ['including a URL', { 'requirements.txt': '-r https://evil.example/r.txt\n' }],
    ['including itself', { 'requirements.txt': '-r requirements.txt\n' }],
  ])('%s: an error with its place, and nobody is asked', async (_, workspaceFiles) => {
    const before = sandbox.index.requests.length;
    const ended = await run({ workspaceFiles });
    expect(ended.exitCode).toBeGreaterThan(0);
    const { code, text } = stopped(ended);
    expect({ code, hasRoot: text.includes('root:x') }).toEqual({
      code: ended.outputs['json-file'] ? '' : 'invalid-target',
      hasRoot: false,
    });
    expect(sandbox.index.requests).toHaveLength(before);
    expectHarmless(ended);
  });

  test('an index that it names is not asked', async () => {
    const other = await startSandbox();
    try {
      const lock = lockOf('1.1')['uv.lock'].replaceAll(sandbox.index.url, other.index.url);
      const ended = await run({ workspaceFiles: { 'uv.lock': lock } });
      expect(ended.verdicts).toEqual(['verified']);
      expect(other.index.requests).toEqual([]);
    } finally {
      await other.close();
    }
  });

  test('identities that it invents are hints, and no proof', async () => {
    const { filename, sha256 } = widget.file('1.1');
    const pylock = (repository: string) =>
      [
        'lock-version = "1.0"',
        'created-by = "somebody"',
        '[[packages]]',
        'name = "widget"',
        'version = "1.1"',
        `attestation-identities = [ { kind = "GitHub", repository = "${repository}", workflow = "release.yml" } ]`,
        '[[packages.wheels]]',
        `url = "${sandbox.index.url}/packages/${filename}"`,
        `hashes = { sha256 = "${sha256}" }`,
      ].join('\n');
    const right = await run({ workspaceFiles: { 'pylock.toml': pylock('acme/widget') } });
    expect(right).toMatchObject({ exitCode: 0, verdicts: ['verified'] });
    const wrong = await run({ workspaceFiles: { 'pylock.toml': pylock('evil/widget') } });
    expect(wrong).toMatchObject({ exitCode: 1, verdicts: ['failed'] });
    expect(wrong.report.items[0]?.rules).toContain('lock-identity-mismatch');
  });
});
