import type { IncomingMessage, ServerResponse } from 'node:http';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { PublishRun } from '../../sandbox/publish-run.ts';
import type { PublishOptions } from '../../sandbox/run.ts';
import { openSandbox } from '../open-sandbox.ts';
import { answer, type Fault, refusal, withFault } from './faults.ts';
import { counts, failure, plainText, statuses } from './outcome.ts';
import { fiveFiles, PROJECT, publishBuilt, sdist, wheel } from './release.ts';
import { type Requests, watch } from './requests.ts';

const sandbox = await openSandbox();
let major = 0;

afterEach(() => {
  sandbox.index.settings.uploads = true;
});

type Inputs = NonNullable<PublishOptions['inputs']>;

/** Publishes a wheel and an sdist of a new version to an index with a fault. */
async function uploadWith(
  fault: Fault,
  inputs: Inputs = {},
): Promise<{ run: PublishRun; seen: Requests }> {
  const version = `${++major}.0`;
  const files = [wheel({ version }), await sdist({ version })];
  const seen = watch(sandbox);
  const run = await withFault(sandbox.index, '/legacy/', fault, () =>
    publishBuilt(sandbox, files, { inputs }),
  );
  return { run, seen: seen() };
}

const minted = ({ index }: Requests) =>
  index.filter((request) => request.endsWith('/mint-token')).length;

/** What PyPI sends where the text of a refusal has several lines. */
function garble(request: IncomingMessage, response: ServerResponse): true {
  const line = 'HTTP/1.1 400 Malformed attestations: 1 validation error\n  Field required';
  request.resume().on('end', () => {
    response.socket?.end(`${line}\r\ncontent-length: 0\r\n\r\n`);
  });
  return true;
}

describe('a refusal over broken HTTP', () => {
  test('is tried twice at most, and ends as a refusal with the likely reason', async () => {
    const { run, seen } = await uploadWith((_, request, response) => garble(request, response));
    expect([run.exitCode, run.stderr, failure(run).code]).toEqual([1, '', 'upload-rejected']);
    expect(failure(run).text).toContain('an answer that is not HTTP');
    expect(failure(run).text).toContain('refuses attestations as malformed');
    expect(seen.uploads).toHaveLength(2);
    expect(statuses(run)).toEqual(['failed', 'not-tried']);
  });

  test('does not speak of attestations where there are none', async () => {
    const { run } = await uploadWith((_, request, response) => garble(request, response), {
      attestations: 'false',
    });
    expect(failure(run).code).toBe('upload-rejected');
    expect(failure(run).text).not.toContain('malformed');
  });

  test('once is no more than passing trouble', async () => {
    const { run, seen } = await uploadWith(
      (count, request, response) => count === 1 && garble(request, response),
    );
    expect(statuses(run)).toEqual(['uploaded', 'uploaded']);
    expect(seen.uploads).toHaveLength(3);
  });
});

describe('a read-only mode', () => {
  test('that stays is trouble of the index, not of the credentials', async () => {
    sandbox.index.settings.uploads = false;
    const { run, seen } = await uploadWith(() => false, { 'upload-retry-minutes': '0' });
    const { code, text } = failure(run);
    expect([run.exitCode, code]).toEqual([1, 'upload-failed']);
    expect(text).toContain('Read-only mode: Uploads are temporarily disabled.');
    expect(text).toContain('Run the job again');
    expect([seen.uploads.length, minted(seen)]).toEqual([1, 1]);
  });

  test('that ends is waited out', async () => {
    const { run, seen } = await uploadWith((count) => {
      sandbox.index.settings.uploads = count > 2;
      return false;
    });
    expect(statuses(run)).toEqual(['uploaded', 'uploaded']);
    expect([seen.uploads.length, minted(seen)]).toEqual([4, 1]);
  });
});

test('a new project that nobody announced: the page for it, as a link in the summary', async () => {
  const text =
    'Non-user identities cannot create new projects. This was probably caused by successfully using a pending publisher but specifying the project name incorrectly (either in the publisher or in your project&#39;s metadata).';
  const { run, seen } = await uploadWith((_, request, response) =>
    answer(request, response, 400, refusal(400, text)),
  );
  const { code, text: said } = failure(run);
  expect([run.exitCode, code]).toEqual([1, 'invalid-publisher']);
  expect(said).toContain('Non-user identities cannot create new projects');
  const page = /http:\/\/\S+\/manage\/account\/publishing\/\S*/.exec(said)?.[0] ?? '';
  expect(new URL(page).searchParams.get('project_name')).toBe('sample-project');
  expect(new URL(page).searchParams.get('workflow_filename')).toBe('release.yml');
  expect(run.summary).toContain(`<a href="${page.replaceAll('&', '&amp;')}">`);
  expect(seen.uploads).toHaveLength(1);
});

test('too many new projects: asked once, and told when the next one is possible', async () => {
  const { run, seen } = await uploadWith((_, request, response) =>
    answer(request, response, 429, {
      ...refusal(429, 'Too many new projects created'),
      headers: { 'retry-after': 'Thu, 31 Dec 2099 23:30:00 GMT' },
    }),
  );
  const { code, text } = failure(run);
  expect([run.exitCode, code]).toEqual([1, 'too-many-new-projects']);
  expect(text).toContain('HTTP 429: Too many new projects created');
  expect(text).toContain('The next one is possible at 2099-12-31 23:30 UTC.');
  expect(seen.uploads).toHaveLength(1);
});

test('the words of the index are shown decoded, and their advice with them', async () => {
  const { run } = await uploadWith((_, request, response) =>
    answer(
      request,
      response,
      400,
      refusal(
        400,
        'Binary wheel &#39;x&#39; has an unsupported platform tag &#39;linux_x86_64&#39;.',
      ),
    ),
  );
  const { code, text } = failure(run);
  expect(code).toBe('upload-rejected');
  expect(text).toContain("Binary wheel 'x' has an unsupported platform tag 'linux_x86_64'.");
  expect(text).toContain('auditwheel');
});

test('the reason of every file that failed stands in the log', async () => {
  const files = await fiveFiles(`${++major}.0`);
  const reasons = ['', 'Unknown classifier: Ä.', 'Invalid value for requires-python.'];
  const run = await withFault(
    sandbox.index,
    '/legacy/',
    (count, request, response) => {
      const reason = reasons[count - 1] ?? '';
      return reason !== '' && answer(request, response, 400, refusal(400, reason));
    },
    () => publishBuilt(sandbox, files, { inputs: { 'on-error': 'continue' } }),
  );
  expect(counts(run)).toEqual({ uploaded: 2, skipped: 0, failed: 2 });
  for (const reason of reasons.slice(1)) {
    expect(run.stdout).toMatch(
      new RegExp(`^sample_project-\\S+: failed \\(upload-rejected\\)\\..*${reason}$`, 'm'),
    );
  }
  // The message tells all of them, not the first only.
  const { text } = failure(run);
  expect(text).toMatch(/^127\.0\.0\.1:\d+ did not take 2 files:$/m);
  expect(text).toMatch(/^ {2}sample_project-\S+\.whl: HTTP 400: Unknown classifier: Ä\.$/m);
  expect(text).toMatch(
    /^ {2}sample_project-\S+\.whl: HTTP 400: Invalid value for requires-python\.$/m,
  );
  expect(plainText(run.summary)).toMatch(/^Not taken by .*\.whl, .*\.whl\.$/m);
});

describe('with `on-error: continue`', () => {
  test('after the first 429 for new projects no other new project is tried, others are', async () => {
    const version = `${++major}.0`;
    const files = [
      ...['new-a', 'new-b', 'new-c'].map((name) => wheel({ name, version })),
      ...['cp311', 'cp312'].map((tag) => wheel({ version, tag: `${tag}-${tag}-win_amd64` })),
    ];
    const seen = watch(sandbox);
    const run = await withFault(
      sandbox.index,
      '/legacy/',
      (count, request, response) =>
        count === 1 &&
        answer(request, response, 429, refusal(429, 'Too many new projects created')),
      () =>
        publishBuilt(sandbox, files, {
          inputs: {
            password: sandbox.index.addApiToken(PROJECT),
            'on-error': 'continue',
            'upload-concurrency': '1',
          },
        }),
    );
    expect([run.exitCode, failure(run).code]).toEqual([1, 'too-many-new-projects']);
    expect(statuses(run)).toEqual(['failed', 'not-tried', 'not-tried', 'uploaded', 'uploaded']);
    expect(seen().uploads).toHaveLength(3);
  });

  test('a refusal of the token itself is not tried for every file', async () => {
    const files = await fiveFiles(`${++major}.0`);
    const seen = watch(sandbox);
    const run = await withFault(
      sandbox.index,
      '/legacy/',
      (_, request, response) =>
        answer(
          request,
          response,
          403,
          refusal(403, 'Invalid or non-existent authentication information.'),
        ),
      () => publishBuilt(sandbox, files, { inputs: { 'on-error': 'continue' } }),
    );
    expect([run.exitCode, failure(run).code]).toEqual([1, 'upload-forbidden']);
    expect(statuses(run)).toEqual(['failed', ...Array(4).fill('not-tried')]);
    // Once more with a new token.
    expect(seen().uploads).toHaveLength(2);
  });
});
