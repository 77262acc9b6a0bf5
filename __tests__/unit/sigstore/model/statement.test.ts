import { describe, expect, test } from '@jest/globals';
import {
  PUBLISH_PREDICATE_TYPE,
  parseStatement,
  publishStatement,
} from '../../../../src/sigstore/model/statement.ts';

const SUBJECT = { filename: 'widget-1.0.tar.gz', sha256: 'ab'.repeat(32) };
const TEXT = publishStatement(SUBJECT).toString();

const read = (text: string) => parseStatement(Buffer.from(text));
const withPredicate = (text: string) => TEXT.replace('"predicate":{}', `"predicate":${text}`);
const withDigest = (name: string, value = '"00"') =>
  TEXT.replace('"sha256"', `${JSON.stringify(name)}:${value},"sha256"`);

describe('a statement', () => {
  test('names its file and what it claims', () => {
    expect(read(TEXT)).toEqual({ subject: SUBJECT, predicateType: PUBLISH_PREDICATE_TYPE });
  });

  test.each(['null', '{"a":[1]}'])('may have a predicate of %s', (predicate) => {
    expect(read(withPredicate(predicate)).subject).toEqual(SUBJECT);
  });

  test('may have none', () => {
    expect(read(TEXT.replace(',"predicate":{}', '')).subject).toEqual(SUBJECT);
  });

  test.each(['[]', '[{}]', '"x"', '0', 'true'])('has no predicate of %s', (predicate) => {
    expect(() => read(withPredicate(predicate))).toThrow(/predicate: it must be an object/);
  });

  test.each(['sha512', 'sha3_256'])('may have a digest named %s beside it', (name) => {
    expect(read(withDigest(name)).subject).toEqual(SUBJECT);
  });

  test.each(['md5', 'gitCommit', '__proto__', 'constructor', 'SHA256', ''])(
    'has no digest named %j',
    (name) => {
      expect(() => read(withDigest(name))).toThrow(`verifiers do not know (${name})`);
    },
  );

  test.each([
    ['a digest that is no text', withDigest('sha512', '1'), "its subject's sha512 is no text"],
    ['no sha256', TEXT.replace('sha256', 'sha512'), 'its subject has no sha256'],
    ['half a character', withPredicate('{"a":"\\ud800"}'), 'its statement has half a character'],
    ['no JSON', TEXT.slice(1), 'its statement is no JSON'],
  ])('has not %s', (_, text, why) => {
    expect(() => read(text)).toThrow(RangeError);
    expect(() => read(text)).toThrow(why);
  });
});
