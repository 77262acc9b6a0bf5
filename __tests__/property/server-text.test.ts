import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { serverText } from '../../src/http/server-text.ts';
import { tries } from './tries.ts';

const piece = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom('{"code":"400 ', '<title>', '</title>', '&amp;', '"}', '\n', '\u2028'),
);
const text = fc.array(piece, { maxLength: 20 }).map((pieces) => pieces.join(''));
const json = fc.record(
  { code: fc.anything(), message: fc.anything(), title: fc.anything() },
  { requiredKeys: [] },
);
const body = fc.oneof(
  text.map((each) => Buffer.from(each)),
  json.map((each) =>
    Buffer.from(
      JSON.stringify(each, (_, value: unknown) => (typeof value === 'bigint' ? 0 : value)),
    ),
  ),
  fc.uint8Array().map((each) => Buffer.from(each)),
);

describe("a server's text", () => {
  test('is one line of at most 500 characters, whatever came', () => {
    fc.assert(
      fc.property(body, text, (bytes, statusText) => {
        const said = serverText({ status: 400, statusText, headers: new Map(), body: bytes });
        expect(said.length).toBeLessThanOrEqual(500);
        expect(said).not.toMatch(/[\r\n\t\u2028\u2029]/);
        expect(said).toBe(said.trim());
      }),
      tries(500),
    );
  });
});
