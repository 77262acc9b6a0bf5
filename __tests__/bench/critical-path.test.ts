import { describe, expect, test } from '@jest/globals';
import { concurrencyOf, criticalPath, sequentialPath } from '../../bench/critical-path.ts';
import { LATENCIES } from '../../bench/latency.ts';
import { inputVariables } from '../../sandbox/action-inputs.ts';

const NOTHING = {
  idToken: 0,
  certificate: 0,
  logEntry: 0,
  timestamp: 0,
  lookUp: 0,
  mint: 0,
  upload: 0,
};

const AT = { signing: 16, uploading: 12, confirming: 16 };

test('the concurrency is that of the inputs', async () => {
  const inputs = { 'signing-concurrency': '3', 'upload-concurrency': '2' };
  expect(concurrencyOf(await inputVariables(inputs))).toMatchObject({ signing: 3, uploading: 2 });
});

describe('the critical path', () => {
  test.each([
    ['one wheel goes up alone', { wheels: 1, sdists: 0 }, 1],
    ['an sdist waits for the wheel', { wheels: 1, sdists: 1 }, 2],
    ['an sdist alone does not wait', { wheels: 0, sdists: 1 }, 1],
    ['seven go up together after the first', { wheels: 8, sdists: 0 }, 2],
    ['the eighth of them waits', { wheels: 9, sdists: 0 }, 3],
    ['with twelve others, the most', { wheels: 20, sdists: 0 }, 3],
    ['and no more', { wheels: 21, sdists: 0 }, 4],
    ['a hundred', { wheels: 100, sdists: 0 }, 10],
    ['a hundred and an sdist', { wheels: 100, sdists: 1 }, 11],
  ])('%s', (_what, release, waves) => {
    const latencies = { ...NOTHING, upload: 1 };
    expect(criticalPath(release, latencies, AT)).toBe(waves);
  });

  test.each([
    [16, 1],
    [17, 2],
    [100, 7],
  ])('%i signatures are logged in %i waves', (wheels, waves) => {
    const latencies = { ...NOTHING, logEntry: 1 };
    expect(criticalPath({ wheels, sdists: 0 }, latencies, AT)).toBe(waves);
  });

  test('one file waits for every service once, for ID tokens twice, for looks at the index six times', () => {
    const { idToken, certificate, logEntry, lookUp, mint, upload } = LATENCIES;
    expect(criticalPath({ wheels: 1, sdists: 0 }, LATENCIES, AT)).toBe(
      2 * idToken + certificate + logEntry + 6 * lookUp + mint + upload,
    );
  });
});

test('one thing at a time: 100 wheels wait for 146 seconds', () => {
  expect(sequentialPath({ wheels: 100, sdists: 0 }, LATENCIES, 1)).toBe(145_850);
});
