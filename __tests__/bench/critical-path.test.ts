import { describe, expect, test } from '@jest/globals';
import { concurrencyOf, criticalPath, sequentialPath } from '../../bench/critical-path.ts';
import { LATENCIES, USUAL_UPLOAD } from '../../bench/latency.ts';
import { inputVariables } from '../../sandbox/action-inputs.ts';

const NOTHING = {
  idToken: 0,
  certificate: 0,
  logEntry: 0,
  timestamp: 0,
  lookUp: 0,
  mint: 0,
};

const AT = { signing: 16, uploading: 4, confirming: 16 };

test('the concurrency is that of the inputs, and for uploads of one project four at most', async () => {
  const inputs = { 'signing-concurrency': '3', 'upload-concurrency': '2' };
  expect(concurrencyOf(await inputVariables(inputs))).toMatchObject({ signing: 3, uploading: 2 });
  expect(concurrencyOf(await inputVariables({}))).toMatchObject({ uploading: 4 });
});

const NO_UPLOAD = { outside: 0, inside: 0 };

describe('the critical path', () => {
  test.each([
    ['one wheel goes up alone', { wheels: 1, sdists: 0 }, 1],
    ['an sdist waits for the wheel', { wheels: 1, sdists: 1 }, 2],
    ['an sdist alone does not wait', { wheels: 0, sdists: 1 }, 1],
    ['four go up together after the first', { wheels: 5, sdists: 0 }, 2],
    ['the fifth of them waits', { wheels: 6, sdists: 0 }, 3],
    ['a hundred', { wheels: 100, sdists: 0 }, 26],
    ['a hundred and an sdist', { wheels: 100, sdists: 1 }, 27],
  ])('%s', (_what, release, waves) => {
    const times = { latencies: NOTHING, upload: { outside: 1, inside: 0 } };
    expect(criticalPath(release, times, AT)).toBe(waves);
  });

  test('what is under the lock goes one after another', () => {
    const times = { latencies: NOTHING, upload: { outside: 1, inside: 2 } };
    // The first: 3. Behind it 1 outside the lock, and 2 inside for each of nine.
    expect(criticalPath({ wheels: 10, sdists: 0 }, times, AT)).toBe(3 + 1 + 9 * 2);
  });

  test.each([
    [16, 1],
    [17, 2],
    [100, 7],
  ])('%i signatures are logged in %i waves', (wheels, waves) => {
    const times = { latencies: { ...NOTHING, logEntry: 1 }, upload: NO_UPLOAD };
    expect(criticalPath({ wheels, sdists: 0 }, times, AT)).toBe(waves);
  });

  test('one file waits for every service once, for ID tokens twice, for looks at the index six times', () => {
    const { idToken, certificate, logEntry, lookUp, mint } = LATENCIES;
    const times = { latencies: LATENCIES, upload: USUAL_UPLOAD };
    expect(criticalPath({ wheels: 1, sdists: 0 }, times, AT)).toBe(
      2 * idToken + certificate + logEntry + 6 * lookUp + mint + 600,
    );
  });
});

test('one thing at a time: 100 wheels wait for 126 seconds', () => {
  const times = { latencies: LATENCIES, upload: USUAL_UPLOAD };
  expect(sequentialPath({ wheels: 100, sdists: 0 }, times, 1)).toBe(125_850);
});
