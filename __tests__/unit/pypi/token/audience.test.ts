import { describe, expect, test } from '@jest/globals';
import type { HttpClient } from '../../../../src/http/messages.ts';
import { indexProfile } from '../../../../src/pypi/index-profile.ts';
import { indexAudience } from '../../../../src/pypi/token/audience.ts';
import { type Answer, startAnswerServer } from '../../../wire/answer-server.ts';
import { publishErrorOf } from '../../../wire/failure.ts';
import { wireDeps } from '../../../wire/wire-deps.ts';
import { indexAt } from '../indexes.ts';

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

  test.each<[string, Answer, number]>([
    ['404', { status: 404 }, 1],
    ['403', { status: 403, body: { message: 'not enabled' } }, 1],
    ['a redirect', { status: 302, headers: { location: 'https://example.org/' } }, 1],
    // Of 200 with something else nobody knows who said it.
    ['HTML', { body: '<html>' }, 5],
    ['another shape', { body: { audience: ['a'] } }, 5],
    ['an empty audience', { body: { audience: '' } }, 5],
  ])('is none where the answer is %s', async (_, answer, tries) => {
    const server = await startAnswerServer([answer]);
    const error = await publishErrorOf(indexAudience(indexAt(server.url), wireDeps()));
    expect(error.code).toBe('trusted-publishing-unavailable');
    expect(server.received).toHaveLength(tries);
  });

  test.each([
    'sigstore',
    'Sigstore',
    'pypi',
    'testpypi',
    'packages',
    'pypi-of-acme',
    'sts.amazonaws.com',
    'sts.amazonaws.com.cn',
    'crates.io',
    'rubygems.org',
    'https://www.nuget.org',
    'npm:registry.npmjs.org',
    'api://AzureADTokenExchange',
    'https://iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/providers/g',
    'https://github.com/acme',
    'octo-sts.dev',
    'packages.example.evil.example',
    'evilpackages.example',
    'example',
    'https://packages.example.evil.example/',
    'https://evil.example/packages.example',
    'https://packages.example@evil.example/',
    'http://packages.example/',
    ' packages.example',
  ])(
    'is refused where it is %s and not the name of the index, and no token is requested',
    async (audience) => {
      const { deps, asked } = answering({ audience });
      const error = await publishErrorOf(indexAudience(ELSEWHERE, deps));
      expect(error.code).toBe('trusted-publishing-unavailable');
      expect(error.message).toContain(`"${audience}"`);
      expect(error.remedy).not.toContain(audience);
      expect(asked).toEqual(['https://packages.example/_/oidc/audience']);
    },
  );

  test.each([
    'packages.example',
    'Packages.Example',
    'publish.packages.example',
    'https://packages.example',
    'https://packages.example/acme',
    'https://oidc.packages.example/',
  ])('is %s where an index names itself', async (audience) => {
    expect(await indexAudience(ELSEWHERE, answering({ audience }).deps)).toBe(audience);
  });

  test('may have the port of the index', async () => {
    const index = indexProfile('https://packages.example:8443/legacy/');
    const audience = 'packages.example:8443';
    expect(await indexAudience(index, answering({ audience }).deps)).toBe(audience);
  });

  test('is the one that the workflow names, and the index is not asked', async () => {
    const { deps, asked } = answering({ audience: 'sigstore' });
    expect(await indexAudience({ ...ELSEWHERE, audience: 'acme' }, deps)).toBe('acme');
    expect(asked).toEqual([]);
  });

  test('may be any on loopback, where there is only this machine', async () => {
    const server = await startAnswerServer([{ body: { audience: 'sigstore' } }]);
    expect(await indexAudience(indexAt(server.url), wireDeps())).toBe('sigstore');
  });

  test('that is refused is not repeated for ever', async () => {
    const { deps } = answering({ audience: `npm:${'x'.repeat(1_000_000)}` });
    const error = await publishErrorOf(indexAudience(ELSEWHERE, deps));
    expect(error.message.length).toBeLessThan(400);
  });

  test('is asked for again after a page of somebody else', async () => {
    const portal = { headers: { 'content-type': 'text/html' }, body: '<html>Log in</html>' };
    const server = await startAnswerServer([portal, { body: { audience: 'acme' } }]);
    expect(await indexAudience(indexAt(server.url), wireDeps())).toBe('acme');
    const lasting = await startAnswerServer([portal]);
    const error = await publishErrorOf(indexAudience(indexAt(lasting.url), wireDeps()));
    expect(error.code).toBe('trusted-publishing-unavailable');
    expect(error.message).toContain('/_/oidc/audience answered HTTP 200.');
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

const ELSEWHERE = indexProfile('https://packages.example/legacy/');

/** A client whose every answer is this, without a network, and the URLs that it was asked for. */
function answering(body: object) {
  const asked: string[] = [];
  const http: HttpClient = {
    async send({ url }) {
      asked.push(url);
      const bytes = Buffer.from(JSON.stringify(body));
      return { status: 200, statusText: 'OK', headers: new Map(), body: bytes };
    },
  };
  return { deps: { ...wireDeps(), http }, asked };
}
