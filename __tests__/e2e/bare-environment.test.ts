import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { PublishRun } from '../../sandbox/publish-run.ts';
import type { Variables } from '../../sandbox/sandbox.ts';
import { openSandbox } from '../open-sandbox.ts';
import { reportedFiles, statuses } from './outcome.ts';
import { publishBuilt, wheel } from './release.ts';

const sandbox = await openSandbox();
let major = 0;

const publish = (env: Variables) =>
  publishBuilt(sandbox, [wheel({ version: `${++major}.0` })], { env });

function expectPublished(run: PublishRun): void {
  expect([run.exitCode, run.stderr, statuses(run)]).toEqual([0, '', ['uploaded']]);
  expect(reportedFiles(run)[0]).toHaveProperty('attestation');
}

describe('publishes', () => {
  test.each<[string, Variables]>([
    ['an empty PATH', { PATH: '' }],
    ['no PATH', { PATH: undefined }],
    ['no HOME', { HOME: undefined }],
    ["no temporary folder but the job's", { TMPDIR: undefined, TEMP: undefined, TMP: undefined }],
    ['none of them', { PATH: undefined, HOME: undefined, TMPDIR: undefined }],
    ['a locale that is not there', { LANG: 'xx_XX.none', LC_ALL: 'xx_XX.none', TZ: 'No/Where' }],
    ['the clock of another place', { TZ: 'Pacific/Kiritimati' }],
  ])('with %s', async (_what, env) => {
    expectPublished(await publish(env));
  });

  test.each([undefined, ''])(
    'with RUNNER_TEMP set to %j, and leaves nothing in the workspace',
    async (value) => {
      const run = await publish({ RUNNER_TEMP: value });
      expectPublished(run);
      expect(await readdir(run.workspace)).toEqual(['dist']);
      expect(await readdir(join(run.workspace, 'dist'))).toHaveLength(1);
    },
  );
});
