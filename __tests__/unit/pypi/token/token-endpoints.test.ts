import { describe, expect, test } from '@jest/globals';
import { indexProfile } from '../../../../src/pypi/index-profile.ts';
import {
  discoverTokenEndpoints,
  pypiEndpoints,
} from '../../../../src/pypi/token/token-endpoints.ts';
import { type Answer, startAnswerServer } from '../../../wire/answer-server.ts';
import { publishErrorOf } from '../../../wire/failure.ts';
import { wireDeps } from '../../../wire/wire-deps.ts';
import { indexAt } from '../indexes.ts';

describe('where an index answers for Trusted Publishing', () => {
  test.each(['https://upload.pypi.org/legacy/', 'https://test.pypi.org/legacy/'])(
    '%s is not asked',
    async (url) => {
      const deps = wireDeps();
      const index = indexProfile(url);
      expect(await discoverTokenEndpoints(index, deps)).toEqual(pypiEndpoints(index));
      expect(deps.log.verboses).toEqual([]);
    },
  );

  test('others say it themselves (PEP 807)', async () => {
    const { endpoints, url, received } = await discover((origin) => ({
      'audience-endpoint': `${origin}/a?x=1`,
      'token-mint-endpoint': `${origin}/mint`,
      more: true,
    }));
    expect(endpoints).toEqual({
      audienceUrl: `${url}/a?x=1`,
      mintUrl: `${url}/mint`,
      accept: 'application/vnd.pypi.pytp.v1+json',
      singleUse: false,
      features: undefined,
    });
    expect(received[0]).toMatchObject({
      method: 'GET',
      url: '/.well-known/pytp?discover=%2Flegacy%2F',
    });
    expect(received[0]?.headers.accept).toBe('application/vnd.pypi.pytp.v1+json');
  });

  test.each([
    [{}, false, undefined],
    [{ features: [] }, false, undefined],
    [{ features: ['something-new'] }, false, undefined],
    [{ features: ['single-use-token'] }, true, undefined],
    [{ features: ['multi-use-token', 'single-use-token'] }, false, undefined],
    [{ features: ['single-use-token'], 'default-features': ['multi-use-token'] }, false, undefined],
    [{ 'default-features': ['single-use-token'] }, true, undefined],
    [{ 'default-features': ['single-use-token', 'multi-use-token'] }, false, undefined],
    [{ 'default-features': [] }, false, undefined],
    [
      { features: ['multi-use-token'], 'default-features': ['single-use-token'] },
      false,
      ['multi-use-token'],
    ],
  ])(
    'with %j a token is valid for one upload: %s; features requested: %j (undefined: no field)',
    async (page, singleUse, asked) => {
      const { endpoints } = await discover((origin) => ({ ...pathsAt(origin), ...page }));
      expect(endpoints).toMatchObject({ singleUse, features: asked });
    },
  );

  test.each<[string, Answer]>([
    ['404', { status: 404 }],
    ['HTML', { body: '<html>' }],
    ['another shape', { body: { 'audience-endpoint': '/a' } }],
    ['a redirect', { status: 302, headers: { location: 'https://evil.example/' } }],
    ['trouble that stays', { status: 500 }],
  ])("are PyPI's paths where the answer is %s", async (_, answer) => {
    const server = await startAnswerServer([answer]);
    expect(await discoverTokenEndpoints(indexAt(server.url), wireDeps())).toEqual({
      audienceUrl: `${server.url}/_/oidc/audience`,
      mintUrl: `${server.url}/_/oidc/mint-token`,
      accept: 'application/json',
      singleUse: false,
      features: undefined,
    });
  });

  test.each([
    'https://127.0.0.1/mint',
    'https://127.0.0.1:8443/mint',
    'HTTPS://127.0.0.1:8443/mint?x#y',
  ])('may be another port of its host, over https: %s', async (place) => {
    const { endpoints } = await discover((origin) => ({
      ...pathsAt(origin),
      'token-mint-endpoint': place,
    }));
    expect(endpoints.mintUrl).toBe(new URL(place).href);
  });

  test.each([
    'https://evil.example/mint',
    'https://127.0.0.1.evil.example/mint',
    'https://evil.example@127.0.0.1/mint',
    'https://localhost/mint',
    'http://127.0.0.1:1/mint',
    'ftp://127.0.0.1/mint',
    '/mint',
    'mailto:mint',
    '',
  ])('are nowhere but on its own host: not at "%s"', async (elsewhere) => {
    for (const name of ['audience-endpoint', 'token-mint-endpoint']) {
      const error = await publishErrorOf(
        discover((origin) => ({ ...pathsAt(origin), [name]: elsewhere })),
      );
      expect(error.code).toBe('trusted-publishing-unavailable');
      expect(error.message).toContain('not on its own host');
    }
  });
});

const pathsAt = (origin: string) => ({
  'audience-endpoint': `${origin}/a`,
  'token-mint-endpoint': `${origin}/m`,
});

/** Discovers from an index whose page is made for its own origin. */
async function discover(page: (origin: string) => object) {
  const { url, received } = await startAnswerServer(({ headers }) => ({
    body: page(`http://${headers.host ?? ''}`),
  }));
  return { endpoints: await discoverTokenEndpoints(indexAt(url), wireDeps()), url, received };
}
