import { describe, expect, test } from '@jest/globals';
import type { PublishRun } from '../../sandbox/publish-run.ts';
import { openSandbox } from '../open-sandbox.ts';
import { answer, type Fault, withFault } from './faults.ts';
import { annotations, failure, statuses } from './outcome.ts';
import { publishBuilt, wheel } from './release.ts';
import { type Requests, watch } from './requests.ts';

const sandbox = await openSandbox();
let major = 0;

async function publishTo(path: string, inputs: Record<string, string> = {}) {
  const seen = watch(sandbox);
  const run = await publishBuilt(sandbox, [wheel({ version: `${++major}.0` })], {
    inputs: {
      'repository-url': `${sandbox.index.url}${path}`,
      'index-url': sandbox.index.simpleUrl,
      ...inputs,
    },
  });
  return { run, seen: seen() };
}

/** Nothing was signed, no token was minted, and the message says what the URL should be. */
function expectRefused({ run, seen }: { run: PublishRun; seen: Requests }): string {
  expect([run.exitCode, run.stderr, failure(run).code]).toEqual([1, '', 'invalid-configuration']);
  expect([seen.fulcio, seen.rekor]).toEqual([[], []]);
  expect(seen.index).not.toContain('POST /_/oidc/mint-token');
  expect(statuses(run)).toEqual(['not-tried']);
  const { text } = failure(run);
  expect(text).toContain('Nothing was uploaded.');
  return text;
}

describe('a `repository-url` that is not the upload URL is refused before anything is signed', () => {
  const right = () => `Set \`repository-url: ${sandbox.index.uploadUrl}\``;

  test('without the slash at its end (308)', async () => {
    const text = expectRefused(await publishTo('/legacy'));
    expect(text).toContain('HTTP 308');
    expect(text).toContain(right());
  });

  test('the Simple API (405)', async () => {
    const text = expectRefused(await publishTo('/simple/'));
    expect(text).toContain('HTTP 405');
    expect(text).toContain(right());
  });

  test('the root of the index (404), also in a dry run and with a token', async () => {
    for (const inputs of [{ 'dry-run': 'true' }, { password: sandbox.index.addApiToken() }]) {
      const text = expectRefused(await publishTo('/', inputs));
      expect(text).toContain('HTTP 404');
      expect(text).toContain(right());
    }
  });

  test('one that leads to a login page', async () => {
    const login: Fault = (_, request, response) =>
      answer(request, response, 302, { headers: { location: '/login?return_to=secret-place' } });
    const outcome = await withFault(sandbox.index, '/upload', login, () => publishTo('/upload'));
    const text = expectRefused(outcome);
    expect(text).toContain(`${sandbox.index.url}/login (HTTP 302)`);
    expect(text).toContain('login page');
    expect(text).not.toContain('secret-place');
  });
});

test('a URL that answers 404 where no other one is found is a warning, and the upload tells', async () => {
  const absent: Fault = (_, request, response) => answer(request, response, 404, { body: 'No.' });
  const { run, seen } = await withFault(sandbox.index, '/', absent, () =>
    publishTo('/hidden/', { 'index-url': '', password: 'a-password-that-is-long' }),
  );
  expect(failure(run).code).toBe('upload-rejected');
  expect(failure(run).text).toContain('`repository-url` is not the URL that accepts uploads');
  expect(annotations(run, 'warning').join('\n')).toContain('HTTP 404');
  expect(seen.index.filter((request) => request === 'POST /hidden/')).toHaveLength(2);
});

test('a URL that refuses the form of the probe is an upload URL', async () => {
  const strict: Fault = (count, request, response) =>
    count === 1 ? answer(request, response, 401) : answer(request, response, 200);
  const { run, seen } = await withFault(sandbox.index, '/upload', strict, () =>
    publishTo('/upload', { 'index-url': '', password: 'a-password-that-is-long' }),
  );
  expect([run.exitCode, statuses(run)]).toEqual([0, ['uploaded']]);
  expect(seen.index.filter((request) => request === 'POST /upload')).toHaveLength(2);
});
