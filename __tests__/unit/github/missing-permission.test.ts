import { describe, expect, test } from '@jest/globals';
import { missingIdToken } from '../../../src/github/missing-permission.ts';
import type { RunContext } from '../../../src/github/run-context.ts';

const JOB: RunContext = {
  isGithubJob: true,
  eventName: 'push',
  repository: 'acme/widget',
  workflowRef: undefined,
  ref: undefined,
  headRepository: undefined,
};
const PULL_REQUEST: RunContext = {
  ...JOB,
  eventName: 'pull_request',
  headRepository: 'acme/widget',
};

describe('why there is no ID token', () => {
  test('this is no job of GitHub Actions', () => {
    const error = missingIdToken({ ...PULL_REQUEST, isGithubJob: false, headRepository: 'x/y' });
    expect(error.code).toBe('not-a-github-job');
  });

  test('the pull request is from a fork', () => {
    const error = missingIdToken({ ...PULL_REQUEST, headRepository: 'stranger/widget' });
    expect(error.code).toBe('fork-pull-request');
    expect(error.message).toContain('from stranger/widget.');
  });

  test('the fork was deleted', () => {
    const error = missingIdToken({ ...PULL_REQUEST, headRepository: null });
    expect(error.code).toBe('fork-pull-request');
    expect(error.message).toContain('a deleted repository');
  });

  test.each([
    ['a push', JOB],
    ['a release', { ...JOB, eventName: 'release' }],
    ['an own pull request', PULL_REQUEST],
    ['an event that is not known', { ...JOB, eventName: undefined, repository: undefined }],
    ['another event with a foreign head', { ...JOB, headRepository: 'stranger/widget' }],
  ])('the job lacks the permission: %s', (_, context) => {
    const error = missingIdToken(context);
    expect(error.code).toBe('no-id-token-permission');
    expect(error.remedy).toContain('\npermissions:\n  id-token: write ');
  });

  test('a payload that cannot be read blames no deleted repository', () => {
    const error = missingIdToken({ ...PULL_REQUEST, headRepository: undefined });
    expect(error.message).not.toContain('deleted');
  });
});
