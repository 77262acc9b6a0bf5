import { createHash } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { writeDistribution } from '../archives/distribution.ts';
import { buildMetadata } from '../archives/metadata.ts';
import { buildSdist } from '../archives/sdist.ts';
import { buildWheel } from '../archives/wheel.ts';
import { inspectJson, inspectText, unwrapped } from './inspections.ts';
import { longestBreakable, workFolder } from './run-cli.ts';

let cwd: string;

beforeAll(async () => {
  cwd = await workFolder();
});

afterAll(() => rm(cwd, { recursive: true }));

const identity = { name: 'Some.Project', version: '1.0' };
const metadata = buildMetadata({
  ...identity,
  fields: [
    [
      'Summary',
      'Words enough that this line of metadata is longer than eighty columns when it is shown',
    ],
    ['Requires-Dist', 'attrs'],
    ['Requires-Dist', 'idna'],
    ['Description-Content-Type', 'text/markdown'],
  ],
  description: '# Größe\n',
});
const built = buildWheel({ ...identity, metadata, tag: 'py2.py3-none-any' });

test('a wheel as data: what it is, its bytes, its metadata in order', async () => {
  const path = await writeDistribution(cwd, built);
  const { run, document } = await inspectJson(cwd, built.filename);
  expect(run).toMatchObject({ exitCode: 0, stderr: '' });
  expect(document).toEqual({
    ok: true,
    index: { title: 'PyPI', 'upload-url': 'https://upload.pypi.org/legacy/' },
    files: [
      {
        path,
        ok: true,
        kind: 'wheel',
        filename: 'some_project-1.0-py2.py3-none-any.whl',
        name: 'Some.Project',
        project: 'some-project',
        version: '1.0',
        tags: ['py2-none-any', 'py3-none-any'],
        size: built.bytes.length,
        sha256: createHash('sha256').update(built.bytes).digest('hex'),
        metadata: expect.any(Array),
        description: { 'content-type': 'text/markdown', size: 10 },
        findings: [],
      },
    ],
    findings: [],
    error: null,
  });
  const [file] = document.files;
  const fields = file && 'metadata' in file ? file.metadata : [];
  expect(fields.map(({ name }) => name)).toEqual([
    ...['Metadata-Version', 'Name', 'Version', 'Summary'],
    ...['Requires-Dist', 'Requires-Dist', 'Description-Content-Type'],
  ]);
});

test('a wheel for people, in 80 columns', async () => {
  const run = await inspectText(cwd, built.filename);
  expect(run).toMatchObject({ exitCode: 0, stderr: '' });
  expect(run.stdout).toContain('  tags         py2-none-any py3-none-any\n');
  expect(run.stdout).toContain('  description  text/markdown, 10 bytes\n');
  expect(run.stdout).toMatch(/\n {4}Summary: Words .*\n {6}\S.*\n {4}Requires-Dist: attrs\n/);
  expect(run.stdout).toMatch(/\n {2}verdict {6}PyPI would take it\n\n1 file: fine\n$/);
  expect(longestBreakable(run.stdout)).toBeLessThanOrEqual(80);
});

test('what PyPI would refuse ends with 1, and is a warning for another index', async () => {
  const { filename } = await buildSdist({ name: 'local', version: '1.0+linux' });
  await writeDistribution(cwd, await buildSdist({ name: 'local', version: '1.0+linux' }));
  const { run, document } = await inspectJson(cwd, filename);
  expect(run.exitCode).toBe(1);
  expect(document).toMatchObject({
    ok: false,
    files: [{ kind: 'sdist', ok: false, findings: [{ rule: 'local-version', severity: 'error' }] }],
    error: null,
  });
  const shown = await inspectText(cwd, filename);
  expect(shown.exitCode).toBe(1);
  expect(shown.stdout).toContain('    error [local-version]\n');
  expect(shown.stdout).toContain('PyPI would refuse it');
  const elsewhere = await inspectText(cwd, filename, '--repository-url', 'https://example.org/up/');
  expect(elsewhere.exitCode).toBe(0);
  expect(elsewhere.stdout).toContain('    warning [local-version]\n');
  expect(elsewhere.stdout).toContain('example.org would take it');
});

test('files that are fine alone may be wrong together', async () => {
  await mkdir(join(cwd, 'twice'));
  for (const tag of ['py2.py3-none-any', 'py3.py2-none-any']) {
    await writeDistribution(join(cwd, 'twice'), buildWheel({ name: 'twin', version: '1.0', tag }));
  }
  const { run, document } = await inspectJson(cwd, 'twice');
  expect(run.exitCode).toBe(1);
  expect(document.findings).toMatchObject([{ rule: 'same-distribution', severity: 'error' }]);
  const shown = await inspectText(cwd, 'twice');
  expect(shown.stdout).toMatch(/^All together\n {4}error \[same-distribution\]$/m);
  expect(shown.stdout).toMatch(/\n2 files: .*not fine.*\n$/);
});

test('a file that is none does not hide the others', async () => {
  await writeFile(join(cwd, 'broken-1.0-py3-none-any.whl'), 'no archive');
  await writeFile(join(cwd, 'notes.txt'), 'no JSON');
  const { run, document } = await inspectJson(cwd, 'broken*', built.filename, 'notes.txt');
  expect(run.exitCode).toBe(1);
  expect(document.files.map(({ kind }) => kind)).toEqual(['unreadable', 'wheel', 'unreadable']);
  expect(document.files).toMatchObject([
    { error: { code: 'invalid-distribution' } },
    { ok: true },
    { error: { code: 'invalid-attestation' } },
  ]);
  const shown = await inspectText(cwd, 'broken*', built.filename, 'notes.txt');
  expect(shown.stdout).toContain('  error [invalid-distribution]\n');
  expect(unwrapped(shown.stdout)).toContain('notes.txt is neither a distribution nor JSON');
  expect(shown.stdout).toMatch(/\n3 files: 2 not fine\n$/);
});

test('a file that does not exist ends with 1 before anything is shown', async () => {
  const { run, document } = await inspectJson(cwd, built.filename, 'absent.whl').catch(() => ({
    run: undefined,
    document: undefined,
  }));
  expect([run, document]).toEqual([undefined, undefined]);
  const shown = await inspectText(cwd, built.filename, 'absent.whl');
  expect(shown).toMatchObject({ exitCode: 1, stdout: '' });
  expect(shown.stderr).toContain('There is no file absent.whl.');
});
