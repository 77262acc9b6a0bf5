import { describe, expect, test } from '@jest/globals';
import { uploadFailure } from '../../../../src/publish/upload/failure.ts';
import { indexProfile } from '../../../../src/pypi/index-profile.ts';
import { makeDistribution, WHEEL } from '../../distributions.ts';

const PYPI = indexProfile('https://upload.pypi.org/legacy/');
const PUBLISHER = {
  owner: 'acme',
  repository: 'widget',
  workflow: 'release.yml',
  environment: 'pypi',
};
const file = makeDistribution(WHEEL);

describe('why a file did not get to the index', () => {
  test('a conflict says what the index said, and that a name is used once', () => {
    const reason = "File already exists ('x').";
    const end = { kind: 'conflict', reason, has: 'other-bytes' } as const;
    const error = uploadFailure(file, end, PYPI, PUBLISHER);
    expect(error.code).toBe('file-conflict');
    expect(error.message).toBe(`PyPI did not take ${WHEEL}: File already exists ('x').`);
    expect(error.remedy).toContain('A file name is used once');
  });

  test('where nobody can tell whose bytes the index has, the remedy is to make that known', () => {
    const end = { kind: 'conflict', reason: 'Conflict', has: 'unknown-bytes' } as const;
    expect(uploadFailure(file, end, PYPI, undefined).remedy).toContain('`index-url`');
  });

  test('a new project without a pending publisher gets the page, filled in', () => {
    const reason = 'HTTP 400: Non-user identities cannot create new projects.';
    const end = { kind: 'failed', code: 'invalid-publisher', reason } as const;
    const error = uploadFailure(file, end, PYPI, PUBLISHER);
    expect(error.code).toBe('invalid-publisher');
    expect(error.message).toContain(reason);
    const link = new URL(/https:\S+$/.exec(error.remedy)?.[0] ?? '');
    expect(link.pathname).toBe('/manage/account/publishing/');
    expect(Object.fromEntries(link.searchParams)).toEqual({
      provider: 'github',
      owner: 'acme',
      repository: 'widget',
      workflow_filename: 'release.yml',
      environment: 'pypi',
      project_name: 'widget',
    });
    expect(uploadFailure(file, end, PYPI, undefined).remedy).not.toContain('https:');
  });

  test('the words of the index decide what to do', () => {
    const reason =
      "HTTP 403: Invalid API Token: OIDC scoped token is not valid for project 'widget'";
    const end = { kind: 'failed', code: 'upload-forbidden', reason } as const;
    const { remedy } = uploadFailure(file, end, PYPI, PUBLISHER);
    expect(remedy).toContain('https://pypi.org/manage/project/widget/settings/publishing/?');
  });

  test('too many new projects: when the next one is possible, in UTC', () => {
    const end = {
      kind: 'failed',
      code: 'too-many-new-projects',
      reason: 'HTTP 429: Too many new projects created',
      retryAt: Date.UTC(2026, 10, 26, 3, 4, 5),
    } as const;
    const error = uploadFailure(file, end, PYPI, PUBLISHER);
    expect(error.code).toBe('too-many-new-projects');
    expect(error.message).toContain('Too many new projects created');
    expect(error.remedy).toContain('2026-11-26 03:04 UTC');
    const { remedy } = uploadFailure(file, { ...end, retryAt: undefined }, PYPI, PUBLISHER);
    expect(remedy).toContain('does not say for how long');
  });

  test('a file that changed is named as the cause, and the index is not blamed', () => {
    const end = { kind: 'failed', code: 'file-changed', reason: 'is no longer there' } as const;
    const error = uploadFailure(file, end, PYPI, PUBLISHER);
    expect(error.code).toBe('file-changed');
    expect(error.message).toBe(
      `${WHEEL} changed during this run: it is no longer there. Its upload was stopped before its end: PyPI did not get a complete file.`,
    );
    expect(error.remedy).toContain('another process still writes to that directory');
  });

  test.each(['upload-failed', 'upload-rejected', 'upload-forbidden'] as const)(
    '%s keeps its code and the reason, and has no page to fill in',
    (code) => {
      const error = uploadFailure(file, { kind: 'failed', code, reason: 'No.' }, PYPI, PUBLISHER);
      expect(error.code).toBe(code);
      expect(error.message).toBe(`PyPI did not take ${WHEEL}: No.`);
      expect(error.remedy).not.toContain('/manage/');
      expect(error.remedy.length).toBeGreaterThan(20);
    },
  );
});
