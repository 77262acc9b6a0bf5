import { describe, expect, test } from '@jest/globals';
import { decodeIdToken, parseWorkflowRef } from '../../../src/github/oidc.ts';
import { CLAIMS, makeIdToken } from './id-tokens.ts';

describe('reading an ID token', () => {
  test('gives the claims and keeps the token', () => {
    const raw = makeIdToken({ ...CLAIMS, environment: 'pypi', actor: 'octocat' });
    expect(decodeIdToken(raw)).toEqual({ raw, claims: { ...CLAIMS, environment: 'pypi' } });
  });

  test('takes an array of audiences', () => {
    expect(decodeIdToken(makeIdToken({ ...CLAIMS, aud: ['a', 'b'] }))?.claims.aud).toEqual([
      'a',
      'b',
    ]);
  });

  test.each(Object.keys(CLAIMS))('refuses a token without %s, or with another type', (name) => {
    expect(decodeIdToken(makeIdToken({ ...CLAIMS, [name]: undefined }))).toBeUndefined();
    expect(decodeIdToken(makeIdToken({ ...CLAIMS, [name]: { a: 1 } }))).toBeUndefined();
    expect(decodeIdToken(makeIdToken({ ...CLAIMS, [name]: null }))).toBeUndefined();
  });

  test.each([
    ['nothing', ''],
    ['no JWT', 'token'],
    ['a payload that is no JSON', 'e30.eyJ.c2ln'],
    ['a payload that is no base64', 'e30.%%%.c2ln'],
    ['a payload that is an array', makeIdToken([CLAIMS])],
    ['a payload that is null', makeIdToken(null)],
    ['an encrypted JWT', 'a.b.c.d.e'],
  ])('refuses %s', (_, raw) => {
    expect(decodeIdToken(raw)).toBeUndefined();
  });

  test('a prototype in the payload is no prototype', () => {
    const payload = Buffer.from('{"__proto__":{"iss":"x","polluted":1}}').toString('base64url');
    expect(decodeIdToken(`e30.${payload}.c2ln`)).toBeUndefined();
    expect('polluted' in {}).toBe(false);
  });
});

describe('reading a workflow reference', () => {
  test('splits repository, path, file name and ref', () => {
    expect(parseWorkflowRef('acme/widget/.github/workflows/release.yml@refs/tags/v1')).toEqual({
      repository: 'acme/widget',
      path: '.github/workflows/release.yml',
      filename: 'release.yml',
      ref: 'refs/tags/v1',
    });
  });

  test('a ref may hold an @', () => {
    expect(parseWorkflowRef('a/b/c.yml@refs/tags/x@1')?.ref).toBe('refs/tags/x@1');
  });

  test.each([
    ['a/b/.github/workflows/re@lease.yml@refs/tags/v1', 're@lease.yml', 'refs/tags/v1'],
    ['a/b/.github/workflows/@.yaml@refs/tags/pkg@1.0', '@.yaml', 'refs/tags/pkg@1.0'],
    ['a/b/c.yml@refs/heads/x.yml@1', 'c.yml', 'refs/heads/x.yml@1'],
  ])('a file name may contain an @: %s', (text, filename, ref) => {
    expect(parseWorkflowRef(text)).toMatchObject({ repository: 'a/b', filename, ref });
  });

  test.each(['', '@', 'a/b/c.yml', 'a/b@ref', 'a//c.yml@ref', '/b/c.yml@ref', 'a/b/@ref'])(
    '"%s" is not valid',
    (text) => {
      expect(parseWorkflowRef(text)).toBeUndefined();
    },
  );
});
