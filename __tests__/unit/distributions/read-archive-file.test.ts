import { appendFile, mkdir, rename, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { inspectDistribution, inspectDistributions } from '../../../src/distributions/inspect.ts';
import { readArchiveFile } from '../../../src/distributions/read-archive-file.ts';
import { buildWheel } from '../../archives/wheel.ts';
import { publishErrorOf } from '../../wire/failure.ts';
import { makeLinkToDevice, makePipe } from '../files/changes.ts';
import { makeFolder, place } from './folder.ts';

const NAME = 'sample-1.0-py3-none-any.whl';

describe('a distribution that is written to while it is read is refused, whatever was read:', () => {
  test.each<[string, (path: string) => Promise<unknown>]>([
    ['bytes are appended', (path) => appendFile(path, 'x')],
    ['bytes are replaced', (path) => writeFile(path, 'BYTES')],
    [
      'another file is moved over it',
      async (path) => {
        await writeFile(`${path}.new`, 'OTHER');
        await rename(`${path}.new`, path);
      },
    ],
    [
      'bytes are replaced, and the time of their change is put back',
      async (path) => {
        await writeFile(path, 'BYTES');
        await utimes(path, 1, 1);
      },
    ],
  ])('%s', async (_, change) => {
    const candidate = await place(NAME, Buffer.from('bytes'));
    await utimes(candidate.path, 1, 1);
    for (const end of [{ read: true }, new Error('is damaged')]) {
      const reading = readArchiveFile(candidate, async () => {
        await change(candidate.path);
        if (end instanceof Error) throw end;
        return end;
      });
      const error = await publishErrorOf(reading);
      expect(error.code).toBe('file-changed');
      expect(error.message).toContain(`${NAME} changed during this run: it was written to`);
    }
  });
});

test.each(['sample-1.0-py3-none-any.whl', 'sample-1.0.tar.gz'])(
  'what is not a regular file when it is opened is refused without waiting for it: %s',
  async (filename) => {
    const folder = await makeFolder();
    for (const [at, make] of [makePipe, makeLinkToDevice, mkdir].entries()) {
      await mkdir(join(folder, String(at)));
      const path = join(folder, String(at), filename);
      await make(path);
      const error = await publishErrorOf(inspectDistribution({ path, filename }));
      expect(error.code).toBe('invalid-distribution');
      expect(error.message).toBe(`${filename} is a folder, pipe or device.`);
    }
  },
);

test('a distribution that is gone is told among others that are invalid', async () => {
  const good = buildWheel({ name: 'good', version: '1.0' });
  const candidates = [
    await place(good.filename, good.bytes),
    { path: join(await makeFolder(), NAME), filename: NAME },
    await place('broken-1.0-py3-none-any.whl', Buffer.from('x')),
  ];
  const error = await publishErrorOf(inspectDistributions(candidates, { concurrency: 2 }));
  expect(error.code).toBe('invalid-distribution');
  expect(error.message).toContain(`- ${NAME} cannot be read (ENOENT).`);
  expect(error.message).toContain('- broken-1.0-py3-none-any.whl is not a ZIP archive');
});
