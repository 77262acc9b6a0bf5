import { describe, expect, test } from '@jest/globals';
import { stage } from '../../../src/run/stage.ts';
import { makeClock } from '../../wire/fake-clock.ts';
import { makeLog } from '../../wire/kept-log.ts';

async function run(durationMs: number, told: () => string | undefined) {
  const [clock, log] = [makeClock(), makeLog()];
  const work = async () => {
    clock.time += durationMs;
    return 'done';
  };
  return { result: await stage('Stage', { clock, log }, work, told), infos: log.infos };
}

describe('a stage', () => {
  test('says what came of it, and how long it took', async () => {
    const { result, infos } = await run(1250, () => '3 files');
    expect(result).toBe('done');
    expect(infos.at(-1)).toBe('3 files (1.3 s)');
  });

  test.each([
    [99, '3 files'],
    [100, '3 files (0.1 s)'],
    [59_900, '3 files (59.9 s)'],
    [125_400, '3 files (2 min 5 s)'],
  ])('after %i ms says %s', async (durationMs, line) => {
    expect((await run(durationMs, () => '3 files')).infos.at(-1)).toBe(line);
  });

  test('with nothing to say says nothing', async () => {
    expect((await run(5000, () => undefined)).infos).toEqual([]);
  });
});
