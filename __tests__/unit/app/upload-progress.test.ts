import { describe, expect, test } from '@jest/globals';
import { UploadProgress } from '../../../src/app/upload-progress.ts';
import { makeClock } from '../../wire/fake-clock.ts';
import { makeLog } from '../../wire/kept-log.ts';

const TOTAL = 250_000_000;

function start() {
  const [clock, log] = [makeClock(), makeLog()];
  const progress = new UploadProgress('widget-1.0.tar.gz', { clock, log });
  /** What is said of `percent` of the file being sent after `seconds`. */
  const sentAfter = (seconds: number, percent: number) => {
    clock.time += seconds * 1000;
    progress.report((TOTAL * percent) / 100, TOTAL);
    return log.infos.splice(0);
  };
  return sentAfter;
}

describe('how far an upload is', () => {
  test('is said every ten seconds', () => {
    const sentAfter = start();
    expect(sentAfter(0, 0)).toEqual([]);
    expect(sentAfter(9.999, 10)).toEqual([]);
    expect(sentAfter(0.001, 12)).toEqual(['widget-1.0.tar.gz: 12 % of 250.0 MB sent']);
    expect(sentAfter(9, 20)).toEqual([]);
    expect(sentAfter(1, 21.9)).toEqual(['widget-1.0.tar.gz: 21 % of 250.0 MB sent']);
  });

  test('is not said of an upload that is over before that', () => {
    const sentAfter = start();
    expect([sentAfter(0, 1), sentAfter(5, 50), sentAfter(4, 100)].flat()).toEqual([]);
  });

  test('is not said of the end, which another line tells', () => {
    const sentAfter = start();
    sentAfter(0, 1);
    expect(sentAfter(60, 100)).toEqual([]);
  });

  test('is counted from the first byte, not from when the file had to wait for its turn', () => {
    const sentAfter = start();
    expect(sentAfter(3600, 1)).toEqual([]);
    expect(sentAfter(10, 2)).toEqual(['widget-1.0.tar.gz: 2 % of 250.0 MB sent']);
  });

  test('begins anew with another try', () => {
    const sentAfter = start();
    sentAfter(0, 90);
    expect(sentAfter(10, 1)).toEqual(['widget-1.0.tar.gz: 1 % of 250.0 MB sent']);
  });
});
