import { createHash } from 'node:crypto';
import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type {
  InstalledDistribution,
  InstalledEnvironment,
} from '../../../../src/lockfiles/environment/installed-distribution.ts';
import { installedEnvironment } from '../../../../src/lockfiles/environment/installed-environment.ts';
import { LockDefect } from '../../../../src/lockfiles/lock-document.ts';
import { temporaryFolder } from '../../lock/temporary-folder.ts';

let prefix: string;
let sitePackages: string;
beforeEach(async () => {
  prefix = await temporaryFolder();
  sitePackages = join(prefix, 'lib', 'python3.13', 'site-packages');
  await put('../../../pyvenv.cfg', 'version = 3.13.1\n');
});
afterEach(() => rm(prefix, { recursive: true, force: true }));

async function put(path: string, content: string): Promise<void> {
  const file = join(sitePackages, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, content);
}

const line = (path: string, content: string, algorithm = 'sha256') =>
  `${path},${algorithm}=${createHash(algorithm).update(content).digest('base64url')},${Buffer.byteLength(content)}\n`;

const METADATA = 'Metadata-Version: 2.1\nName: My.Project\nVersion: 1.0\n\n';
const INFO = 'my_project-1.0.dist-info';

/** Installs My.Project 1.0, `files` with what RECORD says of them and `extra` lines beside. */
async function install(
  files: Readonly<Record<string, string>> = {},
  extra = '',
  metadata: Readonly<Record<string, string>> = {},
): Promise<void> {
  const all = { ...files, [`${INFO}/METADATA`]: METADATA };
  for (const [path, content] of Object.entries(all)) await put(path, content);
  for (const [name, content] of Object.entries(metadata)) await put(`${INFO}/${name}`, content);
  const infos = Object.keys(metadata).map((name) => `${INFO}/${name},,\n`);
  const lines = Object.entries(all).map(([path, content]) => line(path, content));
  await put(`${INFO}/RECORD`, [...lines, ...infos, extra, `${INFO}/RECORD,,\n`].join(''));
}

async function only(environment: Promise<InstalledEnvironment>): Promise<InstalledDistribution> {
  const { distributions } = await environment;
  expect(distributions).toHaveLength(1);
  const [distribution] = distributions;
  if (!distribution) throw new Error('none');
  return distribution;
}

describe('an environment', () => {
  test.each(['virtual environment', 'site-packages'])('is read from its %s', async (kind) => {
    await install({ 'my_project/__init__.py': 'x = 1\n', '../../../bin/my': '#!python\n' });
    const folder = kind === 'site-packages' ? sitePackages : prefix;
    const environment = await installedEnvironment(folder);
    expect(environment).toEqual({
      sitePackages,
      distributions: [
        {
          project: 'my-project',
          name: 'My.Project',
          version: '1.0',
          kind: 'dist-info',
          path: join(sitePackages, INFO),
          source: { kind: 'index' },
          requested: false,
          record: {
            unchanged: 3,
            changed: { count: 0, first: [] },
            missing: { count: 0, first: [] },
            unhashed: { count: 0, first: [] },
            outside: { count: 0, first: [] },
          },
        },
      ],
      unlisted: { count: 0, first: [] },
    });
  });

  test.each([
    ['a folder that is not there', 'nowhere', /is no folder/],
    ['a file', 'pyvenv.cfg', /is no folder/],
  ])('is not %s', async (_name, path, why) => {
    const reading = installedEnvironment(join(prefix, path), path);
    await expect(reading).rejects.toThrow(why);
    await expect(reading).rejects.toBeInstanceOf(LockDefect);
  });

  test('of two Pythons needs one of them named', async () => {
    await install();
    await mkdir(join(prefix, 'lib', 'python3.12', 'site-packages'), { recursive: true });
    await expect(installedEnvironment(prefix)).rejects.toMatchObject({
      what: 'has several site-packages folders',
      remedy: expect.stringContaining('python3.12'),
    });
  });

  test('has files that no RECORD lists, those that run at every start first', async () => {
    await install({ 'my_project/__init__.py': '' });
    await put('my_project/extra.py', '');
    await put('my_project/__pycache__/extra.cpython-313.pyc', '');
    await put('another.py', '');
    await put('zzz.pth', 'import another\n');
    const { unlisted } = await installedEnvironment(prefix);
    expect(unlisted).toEqual({
      count: 3,
      first: ['zzz.pth', 'another.py', 'my_project/extra.py'],
    });
  });
});

describe('what RECORD says', () => {
  test('is held against every file', async () => {
    const extra = [
      line('same.py', 'same', 'sha512'),
      line('size.py', 'longer'),
      line('bytes.py', 'abc'),
      line('gone.py', ''),
      'open.py,,\n',
      'weak.py,md5=1B2M2Y8AsgTpgAmY7PhCfg,0\n',
      'my_project/__pycache__/x.cpython-313.pyc,,\n',
      '../../../../outside.py,,\n',
      '/etc/hostname,,\n',
      'folder,,\n',
    ];
    await install({}, extra.join(''));
    for (const [path, content] of [
      ['same.py', 'same'],
      ['size.py', 'long'],
      ['bytes.py', 'abd'],
      ['open.py', ''],
      ['weak.py', ''],
      ['folder/x', ''],
    ] as const) {
      await put(path, content);
    }
    const { record } = await only(installedEnvironment(prefix));
    expect(record).toEqual({
      unchanged: 2,
      changed: { count: 3, first: ['size.py', 'bytes.py', 'folder'] },
      missing: { count: 1, first: ['gone.py'] },
      unhashed: { count: 2, first: ['open.py', 'weak.py'] },
      outside: { count: 2, first: ['../../../../outside.py', '/etc/hostname'] },
    });
  });

  test('is said to be missing or unreadable', async () => {
    await install();
    await rm(join(sitePackages, INFO, 'RECORD'));
    expect((await only(installedEnvironment(prefix))).record.defect).toBe('is not there');
    await writeFile(join(sitePackages, INFO, 'RECORD'), Buffer.from([0xff]));
    expect((await only(installedEnvironment(prefix))).record.defect).toBe('is not UTF-8');
  });

  test('counts a file once, however often it is spelled', async () => {
    const again = Array.from({ length: 50 }, (_, n) => `${'./'.repeat(n + 1)}my.py,,\n`).join('');
    await install({ 'my.py': 'x' }, again);
    const { record } = await only(installedEnvironment(prefix));
    expect(record.unchanged).toBe(2);
    expect(record.unhashed.count).toBe(0);
  });

  test('follows links, as uv may install them', async () => {
    await put('../../../cache/linked.py', 'x');
    await install({}, line('linked.py', 'x'));
    await symlink(join(prefix, 'cache', 'linked.py'), join(sitePackages, 'linked.py'));
    expect((await only(installedEnvironment(prefix))).record.unchanged).toBe(2);
  });
});

describe('where a distribution came from', () => {
  const hash = 'a'.repeat(64);

  test.each([
    [
      'direct_url.json',
      { url: 'https://u:p@git.example/x.git', vcs_info: { vcs: 'git', commit_id: 'abc' } },
      { source: { kind: 'vcs', text: 'git+https://git.example/x.git' } },
    ],
    [
      'direct_url.json',
      { url: 'file:///src', dir_info: { editable: true } },
      { source: { kind: 'editable', text: 'file:///src' } },
    ],
    ['direct_url.json', { url: 'file:///src', dir_info: {} }, { source: { kind: 'directory' } }],
    [
      'direct_url.json',
      { url: 'https://files.example/x.whl', archive_info: { hash: `sha256=${hash}` } },
      {
        source: { kind: 'url', text: 'https://files.example/x.whl' },
        archive: { url: 'https://files.example/x.whl', sha256: hash },
      },
    ],
    [
      'direct_url.json',
      { url: 'file:///x.whl', archive_info: {} },
      { source: { kind: 'archive' }, archive: { url: 'file:///x.whl' } },
    ],
    [
      'provenance_url.json',
      { url: 'https://files.example/x.whl', archive_info: { hashes: { sha256: hash } } },
      {
        source: { kind: 'index' },
        archive: { url: 'https://files.example/x.whl', sha256: hash },
      },
    ],
  ])('is told by %s: %j', async (name, content, expected) => {
    await install({}, '', {
      [name]: JSON.stringify(content),
      INSTALLER: 'uv\n',
      REQUESTED: '',
    });
    const distribution = await only(installedEnvironment(prefix));
    expect(distribution).toMatchObject({ ...expected, installer: 'uv', requested: true });
  });

  test.each(['', '[]', '{"url": 1}', '{}', '{"url": "x", "vcs_info": {"vcs": []}}'])(
    'is a defect where it is %j',
    async (content) => {
      await install({}, '', { 'direct_url.json': content });
      await expect(installedEnvironment(prefix)).rejects.toBeInstanceOf(LockDefect);
    },
  );
});

test('eggs of old are noted, as a folder and as a file', async () => {
  await put('old.egg-info/PKG-INFO', 'Metadata-Version: 1.0\nName: Old\nVersion: 0.1\n');
  await put('older.egg-info', 'Metadata-Version: 1.0\nName: Older\nVersion: 0.2\n');
  await put('nameless.egg-info', '');
  const { distributions } = await installedEnvironment(prefix);
  expect(
    distributions.map(({ name, version, kind, record }) => [name, version, kind, record.defect]),
  ).toEqual([
    ['Old', '0.1', 'egg-info', 'is not there'],
    ['Older', '0.2', 'egg-info', 'is not there'],
  ]);
});
