import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { readBody } from '../../../src/http/read-body.ts';

/** Pieces of so many bytes each, with a pause before each. */
async function* pieces(count: number, bytes: number, pauseMs: number) {
  for (let piece = 0; piece < count; piece++) {
    await sleep(pauseMs);
    yield Buffer.alloc(bytes, 'x');
  }
}

describe('a body', () => {
  test('is read to its end', async () => {
    expect((await readBody(pieces(3, 10, 0), { maxBytes: 30 })).toString()).toBe('x'.repeat(30));
  });

  test('that is too long is not read on', async () => {
    await expect(readBody(pieces(4, 10, 0), { maxBytes: 30 })).rejects.toThrow('longer than 30 B');
  });

  test('that is too long is cut where it is to be', async () => {
    const body = await readBody(pieces(4, 10, 0), { maxBytes: 25, cut: true });
    expect(body.toString()).toBe('x'.repeat(25));
  });

  test('that comes a byte at a time has an end', async () => {
    const endless = pieces(Number.POSITIVE_INFINITY, 1, 20);
    await expect(readBody(endless, { maxBytes: 1024, patienceMs: 200 })).rejects.toThrow(
      'comes too slowly',
    );
  });

  test('that is long may take longer', async () => {
    const long = pieces(10, 100_000, 30);
    expect(await readBody(long, { maxBytes: 1_000_000, patienceMs: 1 })).toHaveLength(1_000_000);
  });
});
