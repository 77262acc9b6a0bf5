import { describe, expect, test } from '@jest/globals';
import { startServer } from '../../sandbox/http/server.ts';
import { openSandbox } from '../open-sandbox.ts';
import { answer, refusal, withFault } from './faults.ts';
import { failure, statuses } from './outcome.ts';
import { fiveFiles, publishBuilt, wheel } from './release.ts';
import { type Requests, watch } from './requests.ts';

const sandbox = await openSandbox();
let major = 0;

const page = (change: object = {}) => ({
  'audience-endpoint': `${sandbox.index.url}/_/oidc/audience`,
  // Another path than the one that is taken without a page.
  'token-mint-endpoint': `${sandbox.index.url}/_/oidc/github/mint-token`,
  ...change,
});

/** Publishes to an index that has a page of PEP 807. */
async function publishWith(body: unknown, files = [wheel({ version: `${++major}.0` })]) {
  const seen = watch(sandbox);
  const run = await withFault(
    sandbox.index,
    '/.well-known/pytp',
    (_, request, response) => answer(request, response, 200, { body }),
    () => publishBuilt(sandbox, files),
  );
  return { run, seen: seen() };
}

const mints = ({ index }: Requests) =>
  index.filter((request) => request === 'POST /_/oidc/github/mint-token').length;

describe('an index that says where it answers (PEP 807)', () => {
  test('is asked for the upload URL, and then there', async () => {
    const start = sandbox.index.requests.length;
    const { run, seen } = await publishWith(page());
    expect(statuses(run)).toEqual(['uploaded']);
    expect(sandbox.index.requests[start]?.url).toBe(
      `/.well-known/pytp?discover=${encodeURIComponent('/legacy/')}`,
    );
    expect(mints(seen)).toBe(1);
    expect(seen.index).not.toContain('POST /_/oidc/mint-token');
  });

  test.each(['audience-endpoint', 'token-mint-endpoint'])(
    'is not followed to another host by its %s',
    async (name) => {
      const elsewhere = await startServer(() => []);
      try {
        const { run, seen } = await publishWith(page({ [name]: `${elsewhere.url}/x` }));
        expect(failure(run).code).toBe('trusted-publishing-unavailable');
        expect(failure(run).text).toContain(`${elsewhere.url}/x`);
        expect(statuses(run)).toEqual(['not-tried']);
        expect(elsewhere.requests).toEqual([]);
        expect([seen.github, seen.fulcio, seen.uploads]).toEqual([[], [], []]);
      } finally {
        await elsewhere.close();
      }
    },
  );

  test.each([
    'javascript:alert(1)',
    '/_/oidc/mint-token',
    '',
    'https://user@evil.example/x',
    'ftp://127.0.0.1/x',
  ])('is not followed to %j', async (place) => {
    const { run, seen } = await publishWith(page({ 'token-mint-endpoint': place }));
    expect(failure(run).code).toBe('trusted-publishing-unavailable');
    expect([seen.github, seen.uploads]).toEqual([[], []]);
  });

  test.each<[string, unknown]>([
    ['HTML', '<html>'],
    ['JSON of another shape', { 'audience-endpoint': 7 }],
    ['a list', []],
  ])('but answers with %s is asked as PyPI is', async (_, body) => {
    const { run, seen } = await publishWith(body);
    expect(statuses(run)).toEqual(['uploaded']);
    expect(seen.index).toContain('POST /_/oidc/mint-token');
  });
});

describe('tokens for a single use', () => {
  const single = () => page({ features: ['single-use-token'] });

  test('are minted one for each upload, and each is used once', async () => {
    const files = await fiveFiles(`${++major}.0`);
    const before = sandbox.index.tokens.length;
    const { run, seen } = await publishWith(single(), files);
    expect(statuses(run)).toEqual(Array(5).fill('uploaded'));
    expect([mints(seen), seen.uploads.length]).toEqual([5, 5]);
    expect(new Set(sandbox.index.tokens.slice(before)).size).toBe(5);
    // An ID token each, and one for Fulcio.
    expect(seen.github).toHaveLength(6);
  });

  test('are renewed where one is refused', async () => {
    const seen = watch(sandbox);
    let uploads = 0;
    const run = await withFault(
      sandbox.index,
      '',
      (_, request, response) => {
        if (request.url?.startsWith('/.well-known/pytp')) {
          return answer(request, response, 200, { body: single() });
        }
        if (request.url !== '/legacy/') return false;
        uploads += 1;
        return uploads === 1 && answer(request, response, 403, refusal(403, 'Used.'));
      },
      () => publishBuilt(sandbox, [wheel({ version: `${++major}.0` })]),
    );
    expect(statuses(run)).toEqual(['uploaded']);
    expect(mints(seen())).toBe(2);
  });

  test('are told apart from an index that has both kinds', async () => {
    const features = ['single-use-token', 'multi-use-token'];
    const { seen } = await publishWith(page({ features }), await fiveFiles(`${++major}.0`));
    expect([mints(seen), seen.uploads.length]).toEqual([1, 5]);
  });
});
