import { expect, test } from '@jest/globals';
import { countedProgress } from '../../../src/run/progress.ts';
import { makeLog } from '../../wire/kept-log.ts';

test('each call counts one more, to the end', () => {
  const log = makeLog();
  const isChecked = countedProgress('Checking', 2, 'files', log);
  isChecked();
  isChecked();
  expect(log.progresses).toEqual([
    { label: 'Checking', done: 1, total: 2, detail: '1 of 2 files' },
    { label: 'Checking', done: 2, total: 2, detail: '2 of 2 files' },
  ]);
});
