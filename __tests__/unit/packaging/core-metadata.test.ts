import { describe, expect, test } from '@jest/globals';
import {
  metadataValue,
  metadataValues,
  parseCoreMetadata,
} from '../../../src/packaging/core-metadata.ts';

describe('parseCoreMetadata', () => {
  test('keeps fields in file order, known or not, and the body as description', () => {
    const metadata = read(
      'Metadata-Version: 9.9\nName: a\nNew-Field: x\nName: b\n\nText\n\nMore: y\n',
    );
    expect(metadata.fields).toEqual([
      { name: 'Metadata-Version', value: '9.9' },
      { name: 'Name', value: 'a' },
      { name: 'New-Field', value: 'x' },
      { name: 'Name', value: 'b' },
    ]);
    expect(metadata.description).toBe('Text\n\nMore: y\n');
    expect(metadata.undecodable).toEqual([]);
  });

  test('a Description header stands in for a body that is not there', () => {
    expect(read('Name: a\nDescription: header\n').description).toBe('header');
    expect(read('Name: a\nDescription: header\n\nbody').description).toBe('body');
    expect(read('Name: a\n').description).toBeUndefined();
    expect(read('').fields).toEqual([]);
  });

  test('keeps the fold and strips only the blanks at the start', () => {
    expect(metadataValue(read('License: \t MIT \r\n  second\r\n\tthird\r\n'), 'License')).toBe(
      'MIT \r\n  second\r\n\tthird',
    );
  });

  test('ends lines at CR, LF and CRLF only', () => {
    const metadata = read('A: 1\u2028x\x0cy\u0085z\rB: 2\r\nC: 3\nD: 4');
    expect(metadata.fields.map(({ name, value }) => [name, value])).toEqual([
      ['A', '1\u2028x\x0cy\u0085z'],
      ['B', '2'],
      ['C', '3'],
      ['D', '4'],
    ]);
  });

  test('the first line that is no header begins the body', () => {
    expect(read('Name: a\nno header\nVersion: 1\n')).toMatchObject({
      fields: [{ name: 'Name', value: 'a' }],
      description: 'no header\nVersion: 1\n',
    });
    expect(read('\ufeffName: a\n')).toMatchObject({ fields: [], description: '\ufeffName: a\n' });
  });

  test('lines that Python drops are dropped', () => {
    const metadata = read(
      'From here\n x\n: no name\n lost\nName: a\nFrom x: y\n lost\nVersion: 1\n',
    );
    expect(metadata.fields).toEqual([
      { name: 'Name', value: 'a' },
      { name: 'Version', value: '1' },
    ]);
  });

  test('a last line "From " belongs to the body, without the blank line after it', () => {
    expect(read('Name: a\nFrom all of us\n\nthanks').description).toBe('From all of us\nthanks');
  });

  test('names what is not UTF-8, and gives it byte by byte', () => {
    const metadata = parseCoreMetadata(Buffer.from('Name: a\nAUTHOR: J\xe9\n\nb\xe9', 'latin1'));
    expect(metadata.undecodable).toEqual(['author', 'description']);
    expect(metadataValue(metadata, 'Author')).toBe('Jé');
    expect(metadata.description).toBeUndefined();
  });

  test('reads a view into a larger buffer', () => {
    const whole = Buffer.from('xxName: ä\nyy');
    expect(parseCoreMetadata(whole.subarray(2, -2)).fields).toEqual([{ name: 'Name', value: 'ä' }]);
  });

  test.each([
    'Content-Transfer-Encoding: base64',
    'content-type: multipart/mixed; boundary=x',
    'Content-Type: message/rfc822',
  ])('a body under "%s" is no description', (header) => {
    const metadata = read(`Name: a\n${header}\n\nbody`);
    expect(metadata.undecodable).toEqual(['description']);
    expect(metadata.description).toBeUndefined();
  });

  test('names from Object.prototype are names like others', () => {
    const metadata = read('__proto__: x\nconstructor: y\n');
    expect(metadataValue(metadata, '__proto__')).toBe('x');
    expect(metadataValues(metadata, 'toString')).toEqual([]);
  });

  test('long runs of blanks and line ends are read at once', () => {
    const metadata = read(`A:${' '.repeat(300_000)}x\n${'\t\n'.repeat(100_000)}B: 2\n`);
    expect(metadata.fields.map(({ name }) => name)).toEqual(['A', 'B']);
  });
});

test('metadataValue and metadataValues know names in any case', () => {
  const metadata = read('Requires-Dist: a\nrequires-dist: b\n');
  expect(metadataValue(metadata, 'REQUIRES-DIST')).toBe('a');
  expect(metadataValues(metadata, 'Requires-dist')).toEqual(['a', 'b']);
  expect(metadataValue(metadata, 'Name')).toBeUndefined();
});

function read(text: string) {
  return parseCoreMetadata(Buffer.from(text));
}
