import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { LoopbackServer } from '../../sandbox/http/server.ts';
import type { PublishRun } from '../../sandbox/publish-run.ts';
import type { PublishOptions } from '../../sandbox/run.ts';
import { openSandbox } from '../open-sandbox.ts';
import { answer, type Fault, withFault } from './faults.ts';
import { failure, statuses } from './outcome.ts';
import { fiveFiles, publishBuilt } from './release.ts';
import { watch } from './requests.ts';

const sandbox = await openSandbox();
let major = 0;

type Kill = (signal: NodeJS.Signals) => void;

/** Publishes five files, and is told of each request of a path, to end the run from outside. */
async function publishUntil(
  server: LoopbackServer,
  path: string,
  onRequest: (count: number, kill: Kill) => Fault | undefined,
  options: Pick<PublishOptions, 'inputs' | 'action'> = {},
) {
  let kill: Kill = () => undefined;
  const files = await fiveFiles(`${++major}.0`);
  const spoil: Fault = (count, request, response) =>
    onRequest(count, kill)?.(count, request, response) ?? false;
  const seen = watch(sandbox);
  const run = await withFault(server, path, spoil, () =>
    publishBuilt(sandbox, files, {
      ...options,
      onStart: (send) => {
        kill = send;
      },
    }),
  );
  return { run, files, requests: seen() };
}

const ONE_BY_ONE = { inputs: { 'upload-concurrency': '1' } };

/** Reads the request, and never answers. */
const stall: Fault = (_, request) => {
  request.resume();
  return true;
};

const busy: Fault = (_, request, response) => answer(request, response, 503);

function expectCancelled(run: PublishRun): void {
  expect([run.exitCode, run.stderr]).toEqual([1, '']);
  expect(run.stdout).toMatch(/^::error title=\w+ failed%3A cancelled::/m);
  expect(run.stdout).not.toMatch(/^\s+at /m);
}

describe('an upload under way when the run is cancelled', () => {
  test('is brought to its end where there is time; no other is begun', async () => {
    const { run, files } = await publishUntil(
      sandbox.index,
      '/legacy/',
      (count, kill) => {
        if (count === 2) kill('SIGINT');
        return undefined;
      },
      ONE_BY_ONE,
    );
    expectCancelled(run);
    expect(statuses(run).slice(2)).toEqual(['not-tried', 'not-tried', 'not-tried']);
    expect(statuses(run).slice(0, 2)).toEqual(['uploaded', 'uploaded']);
    const again = await publishBuilt(sandbox, files);
    expect([again.exitCode, statuses(again)]).toEqual([
      0,
      ['identical', 'identical', 'uploaded', 'uploaded', 'uploaded'],
    ]);
  });

  test.each<[string, readonly NodeJS.Signals[]]>([
    ['SIGINT', ['SIGINT']],
    ['SIGTERM', ['SIGTERM']],
    ['SIGINT and SIGTERM', ['SIGINT', 'SIGTERM']],
  ])('is cut off where there is none, and said to be unknown: %s', async (_how, signals) => {
    const { run, files } = await publishUntil(
      sandbox.index,
      '/legacy/',
      (count, kill) => {
        if (count !== 2) return undefined;
        // Apart, since two that are pending at once may be handled in either order.
        for (const [at, signal] of signals.entries()) setTimeout(kill, 300 * at, signal);
        return stall;
      },
      ONE_BY_ONE,
    );
    expectCancelled(run);
    expect(statuses(run)).toEqual(['uploaded', 'failed', 'not-tried', 'not-tried', 'not-tried']);
    expect(failure(run).text).toMatch(/^Perhaps on .*, which could not be asked: /m);
    const again = await publishBuilt(sandbox, files);
    expect([again.exitCode, statuses(again)]).toEqual([
      0,
      ['identical', 'uploaded', 'uploaded', 'uploaded', 'uploaded'],
    ]);
  });
});

test('a run that is cancelled while it signs uploads nothing, and gives the token back', async () => {
  const { run, requests } = await publishUntil(
    sandbox.sigstore.rekor,
    '/log/entries',
    (count, kill) => {
      if (count === 2) kill('SIGINT');
      return count < 2 ? undefined : busy;
    },
  );
  expectCancelled(run);
  expect(new Set(statuses(run))).toEqual(new Set(['not-tried']));
  expect(requests.uploads).toEqual([]);
  expect(requests.index.at(-1)).toBe('POST /_/oidc/burn-token');
});

test('a run that is cancelled while it waits for the index is over, and all is uploaded', async () => {
  let uploads = 0;
  const { run } = await publishUntil(
    sandbox.index,
    '/',
    (_count, kill) => {
      const last = sandbox.index.requests.at(-1);
      if (last?.method === 'POST' && last.url.startsWith('/legacy')) uploads += 1;
      if (uploads < 5 || last?.method !== 'GET') return undefined;
      kill('SIGINT');
      return busy;
    },
    { inputs: { 'wait-for-index': '600' } },
  );
  expectCancelled(run);
  expect(new Set(statuses(run))).toEqual(new Set(['uploaded']));
});

test('a run that only signs writes nothing when it is cancelled', async () => {
  const { run, files } = await publishUntil(
    sandbox.sigstore.rekor,
    '/log/entries',
    (_count, kill) => {
      kill('SIGINT');
      return stall;
    },
    { action: 'attest', inputs: { paths: 'dist/*' } },
  );
  expectCancelled(run);
  expect(await readdir(join(run.workspace, 'dist'))).toHaveLength(files.length);
});
