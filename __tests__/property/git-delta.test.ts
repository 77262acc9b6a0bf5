import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { applyDelta } from '../../src/git/delta.ts';
import { GitDefect } from '../../src/git/git-defect.ts';
import { tries } from './tries.ts';

const MOST = 10_000;

test('any bytes are a delta or refused, and never make more than they may', () => {
  fc.assert(
    fc.property(fc.uint8Array(), fc.uint8Array({ maxLength: 60 }), (base, delta) => {
      try {
        const sized = Buffer.concat([varint(base.length), delta]);
        expect(applyDelta(Buffer.from(base), sized, MOST).length).toBeLessThanOrEqual(MOST);
      } catch (error) {
        if (!(error instanceof GitDefect)) throw error;
      }
    }),
    tries(1000),
  );
});

const instruction = fc.oneof(
  fc.record({ offset: fc.nat(5_000), size: fc.integer({ min: 1, max: 5_000 }) }),
  fc.uint8Array({ minLength: 1, maxLength: 127 }),
);

test('what a delta copies and inserts is what comes out', () => {
  const base = Buffer.from(Array.from({ length: 10_000 }, (_, index) => (index * 7) & 255));
  fc.assert(
    fc.property(fc.array(instruction, { maxLength: 20 }), (instructions) => {
      const parts = instructions.map((each) =>
        each instanceof Uint8Array ? each : base.subarray(each.offset, each.offset + each.size),
      );
      const expected = Buffer.concat(parts);
      const encoded = instructions.map((each) =>
        each instanceof Uint8Array
          ? Buffer.concat([Buffer.from([each.length]), each])
          : copy(each.offset, each.size),
      );
      const delta = Buffer.concat([varint(base.length), varint(expected.length), ...encoded]);
      expect(applyDelta(base, delta, 1_000_000)).toEqual(expected);
      if (expected.length > 1) {
        expect(() => applyDelta(base, delta, expected.length - 1)).toThrow(GitDefect);
      }
    }),
  );
});

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  while (rest > 127) {
    bytes.push((rest & 127) | 128);
    rest >>>= 7;
  }
  return Buffer.from([...bytes, rest]);
}

/** All seven bytes of offset and size are written. */
function copy(offset: number, size: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes[0] = 0xff;
  bytes.writeUInt32LE(offset, 1);
  bytes.writeUIntLE(size, 5, 3);
  return bytes;
}
