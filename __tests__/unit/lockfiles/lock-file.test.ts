import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { LockDefect } from '../../../src/lockfiles/lock-document.ts';
import { readLockFile } from '../../../src/lockfiles/lock-file.ts';
import { temporaryFolder } from '../lock/temporary-folder.ts';

let folder: string;
let workspace: string;
beforeEach(async () => {
  folder = await temporaryFolder();
  workspace = join(folder, 'workspace');
  await mkdir(workspace);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function put(path: string, content: string | Uint8Array): Promise<void> {
  const file = join(workspace, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, content);
}

async function defect(path: string): Promise<string> {
  const error = await readLockFile(workspace, path).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof LockDefect)) throw error;
  return error.message;
}

async function packages(path: string): Promise<readonly string[]> {
  const document = await readLockFile(workspace, path);
  return document.packages.map(
    ({ name, version, at }) => `${name} ${version} ${at.path}:${at.line}`,
  );
}

describe('a lock file', () => {
  test('is read with what it includes, each package with the file that has it', async () => {
    await put('requirements/dev.txt', '-r base.txt\n-r ../common.txt\npytest==8.0\n');
    await put('requirements/base.txt', 'six==1.17.0\n');
    await put('common.txt', '\nattrs==25.1\n');
    expect(await packages('requirements/dev.txt')).toEqual([
      'six 1.17.0 requirements/base.txt:1',
      'attrs 25.1 common.txt:2',
      'pytest 8.0 requirements/dev.txt:3',
    ]);
  });

  test('may have a byte order mark, or be UTF-16 as PowerShell writes it', async () => {
    await put('utf8.txt', '\ufeffsix==1.17.0\r\n');
    await put('utf16.txt', Buffer.from('\ufeffsix==1.17.0\r\nattrs==25.1\r\n', 'utf16le'));
    expect(await packages('utf8.txt')).toEqual(['six 1.17.0 utf8.txt:1']);
    expect(await packages('utf16.txt')).toEqual([
      'six 1.17.0 utf16.txt:1',
      'attrs 25.1 utf16.txt:2',
    ]);
  });

  test('lies where it may: outside of the workspace with what is beside it', async () => {
    await put('../elsewhere/a.txt', '-r b.txt\n');
    await put('../elsewhere/b.txt', 'six==1.17.0\n');
    const path = join(folder, 'elsewhere', 'a.txt');
    expect(await packages(path)).toHaveLength(1);
    expect(await packages('../elsewhere/a.txt')).toHaveLength(1);
  });

  test.each([
    ['missing.txt', /^missing.txt:1 is not there$/],
    ['.', /^\.:1 is no file$/],
    ['binary.lock', /^binary.lock:1 is no UTF-8$/],
  ])('is not %s', async (path, message) => {
    await put('binary.lock', Buffer.from([0x80, 0x81]));
    expect(await defect(path)).toMatch(message);
  });
});

test('a lock in the workspace is no link out of it, and what lies there is not shown', async () => {
  await put('../secret.txt', 'TOKEN hunter2\n');
  await symlink(join(folder, 'secret.txt'), join(workspace, 'requirements.txt'));
  const text = await defect('requirements.txt');
  expect(text).toMatch(/requirements.txt:1 is a link to a file outside of the repository/);
  expect(text).not.toContain('hunter2');
  await put('inside.txt', 'six==1.17.0\n');
  await symlink(join(workspace, 'inside.txt'), join(workspace, 'link.txt'));
  expect(await packages('link.txt')).toEqual(['six 1.17.0 link.txt:1']);
});

test('a lock in a folder of a repository may be a link to the folders above it, not to git or out', async () => {
  await put('../.git/config', 'TOKEN hunter2\n');
  await put('../common.txt', 'six==1.17.0\n');
  await symlink('../common.txt', join(workspace, 'link.txt'));
  await symlink('../.git/config', join(workspace, 'to-git.txt'));
  await symlink('/etc/hostname', join(workspace, '..out.txt'));
  await put('a.txt', '-r link.txt\n');
  expect(await packages('link.txt')).toEqual(['six 1.17.0 link.txt:1']);
  expect(await packages('a.txt')).toEqual(['six 1.17.0 link.txt:1']);
  for (const path of ['to-git.txt', '..out.txt']) {
    const text = await defect(path);
    expect(text).toContain('is a link to a file outside of the repository');
    expect(text).not.toContain('hunter2');
  }
});

describe('what a requirements file includes', () => {
  test.each([
    ['-r ../secret.txt', /a.txt:1 includes a file outside of the folder given/],
    ['-r sub/../../secret.txt', /a.txt:1 includes a file outside of the folder given/],
    ['-r linked.txt', /a.txt:1 includes a file outside of the repository/],
    ['-c linked/secret.txt', /a.txt:1 includes a file outside of the repository/],
    ['-r .git/config', /a.txt:1 includes a file outside of the repository/],
    ['-r to-git', /a.txt:1 includes a file outside of the repository/],
    ['-r /etc/passwd', /a.txt:1 includes a file by its absolute path/],
    ['-r C:\\secret.txt', /a.txt:1 includes a file by its absolute path/],
    ['-r https://example.org/r.txt', /a.txt:1 includes a file by its URL/],
    ['-r file:///etc/passwd', /a.txt:1 includes a file by its URL/],
    ['-r missing.txt', /a.txt:1 includes missing.txt, which is not there/],
    ['-r a.txt', /a.txt:1 includes a.txt in a circle/],
    ['-r b.txt', /b.txt:1 includes a.txt in a circle/],
    ['-r folder', /a.txt:1 includes a file that is no file/],
    ['-r', /a.txt:1 has no value after --requirement/],
  ])('is not %s', async (content, message) => {
    await put('a.txt', `${content}\n`);
    await put('b.txt', '-r ./sub/../a.txt\n');
    await put('folder/x', '');
    await put('../secret.txt', 'TOKEN hunter2\n');
    await put('.git/config', 'TOKEN hunter2\n');
    await symlink('.git/config', join(workspace, 'to-git'));
    await symlink(join(folder, 'secret.txt'), join(workspace, 'linked.txt'));
    await symlink(folder, join(workspace, 'linked'));
    const text = await defect('a.txt');
    expect(text).toMatch(message);
    expect(text).not.toContain('hunter2');
  });

  test('is bounded: a hundred files and no more', async () => {
    await put('a.txt', Array.from({ length: 200 }, () => '-r b.txt\n').join(''));
    await put('b.txt', 'six==1.17.0\n');
    expect(await defect('a.txt')).toMatch(/a.txt:100 is one of more than 100 files/);
  });

  test('may be included twice and counts once', async () => {
    await put('a.txt', '-r b.txt\n-r c.txt\n');
    await put('b.txt', '-r d.txt\n');
    await put('c.txt', '-r d.txt\n');
    await put('d.txt', 'six==1.17.0\n');
    expect(await packages('a.txt')).toEqual(['six 1.17.0 d.txt:1']);
  });

  test('may be constraints, which fix versions and install nothing', async () => {
    const hash = 'a'.repeat(64);
    await put('a.txt', '-c c.txt\nsix\nattrs==25.1\n');
    await put('c.txt', `six==1.17.0 --hash=sha256:${hash}\nattrs==24.0\nunused==1.0\n`);
    const document = await readLockFile(workspace, 'a.txt');
    expect(
      document.packages.map(({ name, version, files }) => [name, version, files[0]?.sha256]),
    ).toEqual([
      ['six', '1.17.0', hash],
      ['attrs', '25.1', undefined],
    ]);
  });
});
