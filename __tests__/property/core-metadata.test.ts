import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { parseCoreMetadata } from '../../src/packaging/core-metadata.ts';
import { buildMetadata } from '../archives/metadata.ts';
import { tries } from './tries.ts';

const fieldName = fc.stringMatching(/^[A-Z][a-z]{1,6}(?:-[A-Z][a-z]{1,6})?$/);
/** Any text of one line that does not begin with a blank. */
const value = fc.string({ unit: 'binary' }).map((text) =>
  text
    .toWellFormed()
    .replaceAll(/[\r\n]/g, ' ')
    .replace(/^[ \t]+/, ''),
);
const body = fc.string({ unit: 'binary' }).map((text) => text.toWellFormed());

test('what is written is read back, in order', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fieldName, value)), body, (fields, description) => {
      const plain = fields.filter(([name]) => !/^(?:content-|description$)/i.test(name));
      const text = buildMetadata({ name: 'a', version: '1', fields: plain, description });
      const metadata = parseCoreMetadata(Buffer.from(text));
      expect(metadata.fields.slice(3).map((field) => [field.name, field.value])).toEqual(plain);
      expect(metadata.description).toBe(description || undefined);
      expect(metadata.undecodable).toEqual([]);
    }),
  );
});

test('any bytes have an answer, and no byte of a value is made up', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
      const metadata = parseCoreMetadata(bytes);
      const read = metadata.fields.reduce((total, field) => total + field.name.length, 0);
      expect(read).toBeLessThanOrEqual(bytes.length);
    }),
  );
});

test('any arrangement of awkward lines has an answer', () => {
  const line = fc.constantFrom(
    'A: b\n',
    ' fold\n',
    '\tfold\r\n',
    ': x\n',
    'From x\n',
    '\n',
    '\r',
    'text\n',
    'B:\r\n',
    'é: x\n',
    'C: \xe9\n',
  );
  fc.assert(
    fc.property(fc.array(line), (lines) => {
      const metadata = parseCoreMetadata(Buffer.from(lines.join(''), 'latin1'));
      expect(metadata.fields.every(({ name }) => /^[ABC]$/.test(name))).toBe(true);
    }),
    tries(1000),
  );
});
