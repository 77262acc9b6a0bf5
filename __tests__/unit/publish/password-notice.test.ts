import { describe, expect, test } from '@jest/globals';
import type { RunContext } from '../../../src/github/run-context.ts';
import { parseConfig } from '../../../src/publish/config.ts';
import { passwordNotice } from '../../../src/publish/messages.ts';
import type { RunFolders } from '../../../src/run/folders.ts';
import { makeDistribution, WHEEL } from '../distributions.ts';

const PLACES: RunFolders = { workspace: '/w', tempDirectory: '/t' };
const CONTEXT: RunContext = {
  isGithubJob: true,
  eventName: 'push',
  repository: 'acme/widget',
  workflowRef: 'acme/widget/.github/workflows/release.yml@refs/tags/v1',
  ref: undefined,
  headRepository: undefined,
};

const notice = (
  options: Readonly<Record<string, string>> = {},
  context: Partial<RunContext> = {},
  user = '__token__',
) => {
  const config = parseConfig(new Map(Object.entries({ password: 'pypi-x', ...options })), PLACES);
  return passwordNotice(config, user, makeDistribution(WHEEL), { ...CONTEXT, ...context });
};

describe('what is said of a password', () => {
  test('what it is, what goes without it, and the page where none is needed, filled in', () => {
    const said = notice();
    expect(said).toMatch(/^Uploading with an API token\. Attestations are made with Trusted/);
    const page = new URL(/https:\S+$/.exec(said)?.[0] ?? '');
    expect(page.pathname).toBe('/manage/project/widget/settings/publishing/');
    expect(Object.fromEntries(page.searchParams)).toEqual({
      provider: 'github',
      owner: 'acme',
      repository: 'widget',
      workflow_filename: 'release.yml',
    });
  });

  test('of a user, and without attestations', () => {
    const said = notice({ attestations: 'false' }, {}, 'joe');
    expect(said).toMatch(
      /^Uploading with a user and a password\. Trusted Publishing needs no secret/,
    );
  });

  test.each<[string, Readonly<Record<string, string>>, Partial<RunContext>]>([
    ['another index', { 'repository-url': 'https://index.example/legacy/' }, {}],
    ['no job of GitHub', {}, { isGithubJob: false }],
    ['a workflow that is not valid', {}, { workflowRef: 'x' }],
    ['an unknown workflow', {}, { workflowRef: undefined }],
  ])('no page for %s', (_, options, context) => {
    expect(notice(options, context)).not.toContain('http');
  });
});
