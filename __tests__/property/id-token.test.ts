import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { decodeIdToken, parseWorkflowRef } from '../../src/github/oidc.ts';
import { tries } from './tries.ts';

const base64url = (text: string) => Buffer.from(text).toString('base64url');
const part = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string().map(base64url),
  fc.json().map(base64url),
  fc.constantFrom('', base64url('{}'), base64url('{"alg":"none"}')),
);
const token = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(part, { maxLength: 5 }).map((parts) => parts.join('.')),
);

describe('ID tokens', () => {
  test('any text has an answer, and none of these is a token', () => {
    fc.assert(
      fc.property(token, (text) => {
        expect(decodeIdToken(text)).toBeUndefined();
      }),
      tries(1000),
    );
  });

  test('a workflow reference is put together again', () => {
    const name = fc.string({ unit: fc.constantFrom('a', '.', '-', ' ', 'ü'), minLength: 1 });
    fc.assert(
      fc.property(name, name, fc.array(name, { minLength: 1 }), fc.string(), (o, r, path, ref) => {
        const text = `${o}/${r}/${path.join('/')}@${ref}`;
        const read = parseWorkflowRef(text);
        expect(`${read?.repository}/${read?.path}@${read?.ref}`).toBe(text);
        expect(read?.filename).toBe(path.at(-1));
      }),
    );
  });

  test('any text as a workflow reference has an answer', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('/', '@', 'a', '\n') }), (text) => {
        const read = parseWorkflowRef(text);
        expect(read === undefined || text.startsWith(`${read.repository}/${read.path}@`)).toBe(
          true,
        );
      }),
    );
  });
});
