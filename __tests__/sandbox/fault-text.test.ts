import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { InvalidFault, parseFaults } from '../../sandbox/faults/fault-text.ts';
import { between, pick, seededRandom } from '../../sandbox/faults/random.ts';
import { randomFaults } from '../../sandbox/faults/random-plan.ts';

const ruleOf = (text: string) => parseFaults([text]).rules[0];

describe('a fault as it is written', () => {
  test.each([
    ['upload=503', 1, Number.POSITIVE_INFINITY],
    ['upload#3=503', 3, 3],
    ['upload#2-4=503', 2, 4],
    ['upload#3+=503', 3, Number.POSITIVE_INFINITY],
  ])('%s names its requests', (text, from, to) => {
    expect(ruleOf(text)).toMatchObject({
      target: 'upload',
      from,
      to,
      effect: { kind: 'status', status: 503 },
      moment: 'refused',
    });
  });

  test('has options', () => {
    expect(ruleOf('mint#1=429,retry-after=2,text=Too many: 3 = 4,stored')).toMatchObject({
      effect: { kind: 'status', status: 429 },
      moment: 'carried-out',
      headers: { 'retry-after': '2' },
      text: 'Too many: 3 = 4',
    });
    expect(ruleOf('rekor#1=slow,ms=700')).toMatchObject({ effect: { kind: 'slow', ms: 700 } });
    expect(ruleOf('rekor#1=503,retry-after-date=5')).toMatchObject({ retryAfterDate: 5 });
    expect(ruleOf('rekor#1=drop,unread')).toMatchObject({ moment: 'unread' });
  });

  test('upload-lock says how long an upload works before and inside the lock of its project', () => {
    const { conditions } = parseFaults(['upload-lock=500+100']);
    expect(conditions.uploadLock).toEqual({ outside: 500, inside: 100 });
    expect(() => parseFaults(['upload-lock=500'])).toThrow(InvalidFault);
  });

  test.each(['half', 'slow', 'trickle'])('%s is an answer of the service itself', (effect) => {
    expect(ruleOf(`upload=${effect}`)?.moment).toBe('carried-out');
  });

  test('can hold for the whole run', () => {
    const texts = ['clock=-20', 'token-lifetime=2', 'certificate-lifetime=60'];
    expect(parseFaults(texts)).toEqual({
      rules: [],
      conditions: { clock: -20, tokenLifetime: 2, certificateLifetime: 60 },
    });
  });

  test.each([
    ['uploads=503', 'names no target'],
    ['upload', 'names no target'],
    ['upload#0x=503', '#0x names no request'],
    ['upload=600', 'there is no effect 600'],
    ['upload=explode', 'there is no effect explode'],
    ['upload=503,soon', 'there is no option soon'],
    ['upload=slow,ms=long', 'long is no whole number'],
    ['clock=later', 'later is no whole number'],
  ])('%s is refused', (text, message) => {
    expect(() => parseFaults([text])).toThrow(InvalidFault);
    expect(() => parseFaults([text])).toThrow(message);
  });
});

describe('faults by chance', () => {
  const seed = fc.integer({ min: 0, max: 2 ** 32 - 1 });

  test('are the same for the same seed, and can be given again as they are', () => {
    fc.assert(
      fc.property(seed, (number) => {
        const faults = randomFaults(seededRandom(number));
        expect(randomFaults(seededRandom(number))).toEqual(faults);
        const { rules, conditions } = parseFaults(faults);
        const isCondition = (text: string) => /^(?:clock|.*-lifetime)=/.test(text);
        expect(rules).toHaveLength(faults.filter((text) => !isCondition(text)).length);
        expect(faults.some(isCondition)).toBe(
          conditions.clock !== 0 ||
            conditions.tokenLifetime !== undefined ||
            conditions.certificateLifetime !== undefined,
        );
      }),
    );
  });

  test('differ from seed to seed', () => {
    const all = Array.from({ length: 50 }, (_, at) => randomFaults(seededRandom(at)).join(' '));
    expect(new Set(all).size).toBe(50);
  });

  test('come from numbers that stay in their range and reach both ends of it', () => {
    const random = seededRandom(1);
    const drawn = Array.from({ length: 500 }, () => between(random, 2, 5));
    expect(new Set(drawn)).toEqual(new Set([2, 3, 4, 5]));
    const picked = Array.from({ length: 100 }, () => pick(random, ['a', 'b']));
    expect(new Set(picked)).toEqual(new Set(['a', 'b']));
  });
});
