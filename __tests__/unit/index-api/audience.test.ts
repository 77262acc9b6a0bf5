import { describe, expect, test } from '@jest/globals';
import { indexAudience } from '../../../src/index-api/audience.ts';
import { indexProfile } from '../../../src/index-api/index-profile.ts';
import { startAnswerServer } from '../../wire/answer-server.ts';
import { publishErrorOf } from '../../wire/failure.ts';
import { wireDeps } from '../../wire/wire-deps.ts';
import { indexAt } from './indexes.ts';

describe('the audience of an index', () => {
  test.each([
    ['https://upload.pypi.org/legacy/', 'pypi'],
    ['https://test.pypi.org/legacy/', 'testpypi'],
  ])('is known for %s', async (url, audience) => {
    const deps = wireDeps();
    expect(await indexAudience(indexProfile(url), deps)).toBe(audience);
    expect(deps.log.verboses).toEqual([]);
  });

  test('is asked for elsewhere, at the host of the upload URL', async () => {
    const server = await startAnswerServer([
      { status: 503 },
      { body: { audience: 'packages', more: 1 } },
    ]);
    expect(await indexAudience(indexAt(server.url), wireDeps())).toBe('packages');
    expect(server.received.map(({ url }) => url)).toEqual(Array(2).fill('/_/oidc/audience'));
  });

  test.each([
    ['404', { status: 404 }],
    ['403', { status: 403, body: { message: 'not enabled' } }],
    ['a redirect', { status: 302, headers: { location: 'https://example.org/' } }],
    ['HTML', { body: '<html>' }],
    ['another shape', { body: { audience: ['a'] } }],
    ['an empty audience', { body: { audience: '' } }],
  ])('is none where the answer is %s', async (_, answer) => {
    const server = await startAnswerServer([answer]);
    const error = await publishErrorOf(indexAudience(indexAt(server.url), wireDeps()));
    expect(error.code).toBe('trusted-publishing-unavailable');
    expect(server.received).toHaveLength(1);
  });

  test('cannot be had from an index that is down', async () => {
    const server = await startAnswerServer([{ status: 502 }]);
    const error = await publishErrorOf(indexAudience(indexAt(server.url), wireDeps()));
    expect(error.code).toBe('index-unavailable');
    expect(error.remedy).toBe('Run the job again when the index answers.');
  });

  test('an index with a status page has it named', async () => {
    const index = indexAt('http://127.0.0.1:1', { statusPage: 'https://status.example' });
    const error = await publishErrorOf(indexAudience(index, wireDeps()));
    expect(error.remedy).toBe('Look at https://status.example, then run the job again.');
  });
});
