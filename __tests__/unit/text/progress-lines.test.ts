import { describe, expect, test } from '@jest/globals';
import { ProgressLines } from '../../../src/text/progress-lines.ts';
import { makeClock } from '../../wire/fake-clock.ts';

function start() {
  const clock = makeClock();
  const said: string[] = [];
  const lines = new ProgressLines(clock, (line) => said.push(line));
  /** What is said when `done` of 200 is reached after `seconds`. */
  const saidAfter = (seconds: number, done: number, label = 'Uploading') => {
    clock.time += seconds * 1000;
    lines.report({ label, done, total: 200, detail: 'so much' });
    return said.splice(0);
  };
  return saidAfter;
}

describe('how far work is, in lines', () => {
  test('is said every ten seconds', () => {
    const saidAfter = start();
    expect(saidAfter(0, 0)).toEqual([]);
    expect(saidAfter(9.999, 20)).toEqual([]);
    expect(saidAfter(0.001, 25)).toEqual(['Uploading: 12 %, so much']);
    expect(saidAfter(9, 40)).toEqual([]);
    expect(saidAfter(1, 43)).toEqual(['Uploading: 21 %, so much']);
  });

  test('is not said of work that is over before that', () => {
    const saidAfter = start();
    expect([saidAfter(0, 1), saidAfter(5, 100), saidAfter(4, 200)].flat()).toEqual([]);
  });

  test('is not said of the end, which another line tells', () => {
    const saidAfter = start();
    saidAfter(0, 1);
    expect(saidAfter(60, 200)).toEqual([]);
  });

  test('is counted from the first report of each work', () => {
    const saidAfter = start();
    saidAfter(0, 1, 'Signing');
    expect(saidAfter(3600, 1)).toEqual([]);
    expect(saidAfter(10, 2)).toEqual(['Uploading: 1 %, so much']);
    saidAfter(0, 200);
    expect(saidAfter(3600, 1)).toEqual([]);
  });
});
