import { createHash } from 'node:crypto';
import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { writeDistribution } from '../archives/distribution.ts';
import { buildMetadata } from '../archives/metadata.ts';
import { buildSdist } from '../archives/sdist.ts';
import { buildWheel } from '../archives/wheel.ts';
import { inspectJson, inspectText, unwrapped } from './inspections.ts';
import { longestBreakable, runCli, workFolder } from './run-cli.ts';

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
  expect(run.stdout).toMatch(/\n {2}verdict {6}PyPI would accept it\n\n1 file: fine\n$/);
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
  expect(shown.stdout).toContain('PyPI would reject it');
  const elsewhere = await inspectText(cwd, filename, '--repository-url', 'https://example.org/up/');
  expect(elsewhere.exitCode).toBe(0);
  expect(elsewhere.stdout).toContain('    warning [local-version]\n');
  expect(elsewhere.stdout).toContain('example.org would accept it');
});

test('files that are fine alone may be wrong together', async () => {
  await mkdir(join(cwd, 'twice'));
  for (const tag of ['py2.py3-none-any', 'py3.py2-none-any']) {
    await writeDistribution(join(cwd, 'twice'), buildWheel({ name: 'twin', version: '1.0', tag }));
  }
  const { run, document } = await inspectJson(cwd, 'twice');
  expect(run.exitCode).toBe(1);
  const filenames = ['py2.py3', 'py3.py2'].map((tag) => `twin-1.0-${tag}-none-any.whl`);
  const finding = { rule: 'same-distribution', severity: 'error', filenames };
  expect(document.findings).toMatchObject([finding]);
  expect(document.files).toMatchObject(
    filenames.map((filename) => ({ filename, ok: false, findings: [finding] })),
  );
  const shown = await inspectText(cwd, 'twice');
  expect(shown.stdout.split('error [same-distribution], shared with 1 other file')).toHaveLength(3);
  expect(shown.stdout).toMatch(/^Several files\n {4}error \[same-distribution\]$/m);
  expect(shown.stdout).toMatch(/\n2 files: 2 have problems\n$/);
});

test('a description that two files share is a fault of both, and of no other', async () => {
  const release = { name: 'shared', version: '1.0' };
  const description = (text: string) => buildMetadata({ ...release, description: text });
  const folder = join(cwd, 'shared');
  await mkdir(folder);
  const files = [
    buildWheel({ ...release, metadata: description('*broken\n') }),
    await buildSdist({ ...release, metadata: description('*broken\n') }),
    buildWheel({ ...release, metadata: description('fine\n'), tag: 'py2-none-any' }),
  ];
  for (const file of files) await writeDistribution(folder, file);
  const { run, document } = await inspectJson(cwd, 'shared');
  expect(run.exitCode).toBe(1);
  const filenames = files.slice(0, 2).map(({ filename }) => filename);
  const finding = { rule: 'description-renders', severity: 'error' };
  expect(document.findings).toMatchObject([finding]);
  expect(document.findings[0]?.filenames.toSorted()).toEqual(filenames.toSorted());
  for (const file of document.files) {
    const isBroken = filenames.includes(basename(file.path));
    expect(file).toMatchObject({ ok: !isBroken, findings: isBroken ? [finding] : [] });
  }
  const shown = await inspectText(cwd, 'shared');
  expect(shown.stdout.match(/PyPI would (?:accept|reject) it/g)?.toSorted()).toEqual([
    'PyPI would accept it',
    ...filenames.map(() => 'PyPI would reject it'),
  ]);
  const [names] = unwrapped(shown.stdout).match(/in shared-1\.0\S*, shared-1\.0\S*/) ?? [];
  for (const filename of filenames) expect(names).toContain(filename);
  const publish = await runCli(['publish', '--dry-run', '--packages-dir', 'shared'], { cwd });
  for (const filename of filenames) expect(unwrapped(publish.stderr)).toContain(filename);
});

test('a file that is not valid does not hide the others', async () => {
  await writeFile(join(cwd, 'broken-1.0-py3-none-any.whl'), 'no archive');
  await writeFile(join(cwd, 'notes.txt'), 'no JSON');
  const { run, document } = await inspectJson(cwd, 'broken*', built.filename, 'notes.txt');
  expect(run.exitCode).toBe(1);
  expect(document.files.map(({ kind }) => kind)).toEqual(['unreadable', 'wheel', 'unreadable']);
  expect(document.files).toMatchObject([
    { error: { code: 'invalid-distribution' } },
    { ok: true },
    { error: { code: 'invalid-distribution' } },
  ]);
  const shown = await inspectText(cwd, 'broken*', built.filename, 'notes.txt');
  expect(shown.stdout).toContain('  error [invalid-distribution]\n');
  expect(unwrapped(shown.stdout)).toContain(
    'notes.txt is neither a distribution nor an attestation or a bundle; its first bytes look like text.',
  );
  expect(shown.stdout).toMatch(/\n3 files: 2 have problems\n$/);
});

test('a name that no file has does not hide the others', async () => {
  const { run, document } = await inspectJson(cwd, 'absent.whl', built.filename, 'no*.whl');
  expect([run.exitCode, run.stderr]).toEqual([1, '']);
  expect(document.files).toMatchObject([
    { kind: 'wheel', ok: true },
    { kind: 'unreadable', path: join(cwd, 'absent.whl'), error: { code: 'no-distributions' } },
    { kind: 'unreadable', path: join(cwd, 'no*.whl'), error: { code: 'no-distributions' } },
  ]);
  const shown = await inspectText(cwd, built.filename, 'absent.whl');
  expect(shown.exitCode).toBe(1);
  expect(unwrapped(shown.stdout)).toContain('There is no file absent.whl.');
  expect(shown.stdout).toMatch(/\n2 files: 1 has problems\n$/);
});

test('what stands in the place of a file, and a name with a backslash, do not either', async () => {
  const folder = join(cwd, 'places');
  await mkdir(join(folder, 'folder-1.0-py3-none-any.whl'), { recursive: true });
  await symlink(join(folder, 'nothing'), join(folder, 'link-1.0.tar.gz'));
  await writeDistribution(folder, built);
  const names = ['folder-1.0-py3-none-any.whl', 'link-1.0.tar.gz'];
  // On Windows a backslash separates folders and is in no name.
  if (process.platform !== 'win32') {
    names.push('back\\slash-1.0-py3-none-any.whl');
    await writeFile(join(folder, names.at(-1) ?? ''), 'x');
  }
  const { run, document } = await inspectJson(folder, '*-1.0-*', ...names.slice(1));
  expect([run.exitCode, run.stderr]).toEqual([1, '']);
  expect(document.files.filter(({ ok }) => ok).map(({ path }) => path)).toEqual([
    join(folder, built.filename),
  ]);
  const bad = document.files.filter(({ kind }) => kind === 'unreadable');
  expect(bad.map(({ path }) => path).sort()).toEqual(
    names.map((name) => join(folder, name)).sort(),
  );
  for (const file of bad) expect(file).toMatchObject({ error: { code: 'invalid-distribution' } });
});

test('two files of one name have the findings of each', async () => {
  const fields: [string, string][] = [['Description-Content-Type', 'text/unknown']];
  const other = buildWheel({
    ...identity,
    metadata: buildMetadata({ ...identity, fields }),
    tag: 'py2.py3-none-any',
  });
  for (const [folder, file] of [
    ['one', built],
    ['two', other],
  ] as const) {
    await mkdir(join(cwd, folder));
    await writeDistribution(join(cwd, folder), file);
  }
  const paths = ['one', 'two'].map((folder) => `${folder}/${built.filename}`);
  for (const named of [paths, paths.toReversed(), ['{one,two}/*.whl']]) {
    const { document } = await inspectJson(cwd, ...named);
    const found = document.files.map((file) => ({
      folder: relative(cwd, dirname(file.path)),
      ok: file.ok,
      rules: 'findings' in file ? file.findings.map(({ rule }) => rule) : [],
    }));
    expect(found).toHaveLength(2);
    expect(found).toContainEqual({ folder: 'one', ok: true, rules: [] });
    expect(found).toContainEqual({
      folder: 'two',
      ok: false,
      rules: ['description-content-type'],
    });
  }
});

test.each<[string, Uint8Array, string]>([
  ['Twisted-1.0.tar.bz2', Buffer.from('BZh91AY'), 'it is a bzip2 archive'],
  ['tool-1.0-py3.8.egg', Buffer.from('PK\x03\x04'), 'it is a ZIP archive'],
  ['tool-1.0.win32.exe', Buffer.from('MZ\0\x01'), 'no known archive format'],
])('%s is told as a distribution that PyPI does not accept', async (name, bytes, what) => {
  await writeFile(join(cwd, name), bytes);
  const { document } = await inspectJson(cwd, name);
  expect(document.files).toMatchObject([
    {
      kind: 'unreadable',
      error: {
        code: 'invalid-distribution',
        message: expect.stringContaining(what),
        remedy: expect.stringContaining('wheels (.whl) and sdists (.tar.gz) only'),
      },
    },
  ]);
});
