import { expect, test } from '@jest/globals';
import { basicAuthorization } from '../../../../src/pypi/token/upload-token.ts';
import { makeLog } from '../../../wire/kept-log.ts';

test('the header of a password masks its encoded form too', () => {
  const log = makeLog();
  const header = basicAuthorization({ user: '__token__', password: 'pypi-ü:x' }, log);
  const encoded = Buffer.from('__token__:pypi-ü:x').toString('base64');
  expect(header).toBe(`Basic ${encoded}`);
  expect(log.secrets).toEqual([encoded]);
});
