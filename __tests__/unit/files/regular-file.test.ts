import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { fileIdentity, openRegularFile, readRegularFile } from '../../../src/files/regular-file.ts';
import { CHANGES, makeLinkToDevice, makePipe } from './changes.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'regular-'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

let count = 0;

async function place(content: string | Uint8Array): Promise<string> {
  const path = join(folder, String(++count));
  await writeFile(path, content);
  return path;
}

describe('the bytes of a regular file', () => {
  test.each([0, 1, 65_536, 200_000])('are all %i of them', async (size) => {
    const content = Buffer.alloc(size, 'ab');
    const read = await readRegularFile(await place(content), 200_000);
    expect(Buffer.from(read).equals(content)).toBe(true);
  });

  test('are not read where they are more than asked for', async () => {
    expect(await readRegularFile(await place('abc'), 2)).toBe('is too large');
  });

  // Regular files of /proc have more bytes than their size, which is 0; other systems have none.
  if (process.platform === 'linux') {
    test('of a file without a size are read up to the limit', async () => {
      expect(await readRegularFile('/proc/self/smaps', 100)).toBe('is too large');
      expect((await readRegularFile('/proc/self/status', 1_000_000)).length).toBeGreaterThan(100);
    });
  }

  test.each<[string, (path: string) => Promise<unknown>, string]>([
    ['a device', makeLinkToDevice, 'is no file'],
    ['a pipe', makePipe, 'is no file'],
    ['a folder', mkdir, 'is no file'],
    ['nothing', async () => undefined, 'is not there'],
  ])('%s has none', async (_, make, reason) => {
    const path = join(folder, String(++count));
    await make(path);
    expect(await readRegularFile(path, 1000)).toBe(reason);
  });
});

describe('the identity of a file', () => {
  const identityOf = async (path: string) => {
    const file = await openRegularFile(path);
    const identity = await fileIdentity(file);
    await file.handle.close();
    return identity;
  };

  test('stays as long as nobody writes to it', async () => {
    const path = await place('bytes');
    const before = await identityOf(path);
    await readRegularFile(path, 100);
    expect(await identityOf(path)).toBe(before);
  });

  test.each(CHANGES)('is another, or there is none, where $what', async ({ change }) => {
    const path = await place('bytes');
    const before = await identityOf(path);
    await change(path);
    expect(await identityOf(path).catch(() => 'none')).not.toBe(before);
  });
});
