import { expect, test } from '@jest/globals';
import { UploadProgress } from '../../../../src/publish/upload/progress.ts';
import { makeLog } from '../../../wire/kept-log.ts';
import { makeDistribution } from '../../distributions.ts';

const [FIRST, SECOND] = ['widget-1.0-py3-none-any.whl', 'widget-1.0.tar.gz'];

function start() {
  const log = makeLog();
  const files = [FIRST, SECOND].map((name) => makeDistribution(name, { size: 10_000_000 }));
  return { progress: new UploadProgress(files, log), last: () => log.progresses.at(-1) };
}

test('all files together are told of, in bytes of the files', () => {
  const { progress, last } = start();
  progress.sent(FIRST, 4_000_000);
  progress.sent(SECOND, 1_000_000);
  expect(last()).toEqual({
    label: 'Uploading',
    done: 5_000_000,
    total: 20_000_000,
    detail: '0 of 2 files, 4.8 MiB of 19.1 MiB',
  });
});

test('what the form adds to a file is not counted', () => {
  const { progress, last } = start();
  progress.sent(FIRST, 10_004_321);
  expect(last()?.done).toBe(10_000_000);
});

test('another try of a file begins anew', () => {
  const { progress, last } = start();
  progress.sent(FIRST, 9_000_000);
  progress.sent(FIRST, 256_000);
  expect(last()?.done).toBe(256_000);
});

test('all is done when every file ended, and not when the last byte is sent', () => {
  const { progress, last } = start();
  progress.ended(FIRST);
  expect(last()?.detail).toBe('1 of 2 files, 9.5 MiB of 19.1 MiB');
  progress.sent(SECOND, 10_000_000);
  expect(last()?.done).toBeLessThan(20_000_000);
  progress.ended(SECOND);
  expect(last()).toMatchObject({ done: 20_000_000, total: 20_000_000 });
});

test('a file that failed before its end is done with, too', () => {
  const { progress, last } = start();
  progress.sent(FIRST, 1);
  progress.ended(FIRST);
  progress.ended(SECOND);
  expect(last()).toMatchObject({ done: 20_000_000 });
});
