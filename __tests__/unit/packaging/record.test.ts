import { describe, expect, test } from '@jest/globals';
import { parseRecord } from '../../../src/packaging/record.ts';

describe('RECORD', () => {
  test('has a path, a hash and a size a line', () => {
    expect(read('a/b.py,sha256=x-_Y=,12\nRECORD,,\n')).toEqual([
      ['a/b.py', { algorithm: 'sha256', digest: 'x-_Y', size: '12' }],
      ['RECORD', { algorithm: '', digest: '', size: '' }],
    ]);
  });

  test.each([
    ['"a,b.py",,\n', 'a,b.py'],
    ['"a""b.py",,\n', 'a"b.py'],
    ['a"b.py,,\n', 'a"b.py'],
    ['"a"b.py,,\n', 'ab.py'],
    ['"a\nb.py",,\n', 'ab.py'],
    ['a\\b.py,,\r\n', 'a/b.py'],
    ['größe.py,,', 'größe.py'],
    ['a.py', 'a.py'],
    ['"open.py', 'open.py'],
    ['"",,', ''],
  ])('%j lists %j, as Python reads it', (text, path) => {
    expect(read(text).map(([each]) => each)).toEqual([path]);
  });

  test('takes the last of two lines about one path', () => {
    expect(read('a.py,sha256=x,1\na.py,sha256=y,2\n')).toEqual([
      ['a.py', { algorithm: 'sha256', digest: 'y', size: '2' }],
    ]);
  });

  test.each([
    ['a.py,,\n\nRECORD,,\n', 'has an empty line'],
    ['a.py,,\n\n', 'has an empty line'],
    [`${'a'.repeat(131_073)},,\n`, 'has an overlong field'],
  ])('cannot be read as %#', (text, why) => {
    expect(parseRecord(text)).toBe(why);
  });

  test('may be empty', () => {
    expect(read('')).toEqual([]);
  });
});

function read(text: string) {
  const entries = parseRecord(text);
  if (typeof entries === 'string') throw new TypeError(entries);
  return [...entries];
}
