import { describe, expect, test } from '@jest/globals';
import { burnUploadToken } from '../../../../src/pypi/token/upload-token.ts';
import { startAnswerServer } from '../../../wire/answer-server.ts';
import { wireDeps } from '../../../wire/wire-deps.ts';
import { indexAt } from '../indexes.ts';

describe('ending an upload token', () => {
  test.each([
    [200, true],
    [204, true],
    [302, false],
    [404, false],
    [500, false],
  ])('asks once, and %i means %s', async (status, burned) => {
    const server = await startAnswerServer([{ status }]);
    const deps = wireDeps();
    expect(await burnUploadToken('pypi-AgEI', indexAt(server.url), deps)).toBe(burned);
    expect(server.received).toHaveLength(1);
    expect(server.received[0]).toMatchObject({ method: 'POST', url: '/_/oidc/burn-token' });
    expect(server.received[0]?.body.toString()).toBe('{"token":"pypi-AgEI"}');
    expect(deps.log.verboses.join()).not.toContain('pypi-AgEI');
  });

  test('an index that is gone is no trouble', async () => {
    expect(await burnUploadToken('x', indexAt('http://127.0.0.1:1'), wireDeps())).toBe(false);
  });
});
