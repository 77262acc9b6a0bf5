import { describe, expect, test } from '@jest/globals';
import { PublishError, type PublishErrorCode } from '../../../../src/errors.ts';
import { type FailureReach, reachOf } from '../../../../src/publish/upload/halt.ts';

const error = (code: PublishErrorCode, said: string) =>
  new PublishError({ code, message: `PyPI did not take a.whl: ${said}`, remedy: 'x' });

describe('which uploads would fail for the same reason', () => {
  test.each<[FailureReach, PublishErrorCode, string]>([
    ['run', 'upload-forbidden', 'HTTP 403: Invalid or non-existent authentication information.'],
    ['run', 'upload-forbidden', 'HTTP 403: Invalid API Token: token is expired'],
    [
      'run',
      'upload-forbidden',
      'HTTP 403: Username/Password authentication is no longer supported',
    ],
    ['run', 'upload-forbidden', "HTTP 403: The user 'u' does not have a verified primary email"],
    ['run', 'upload-forbidden', 'HTTP 401: Unauthorized'],
    ['run', 'upload-forbidden', 'HTTP 403: Forbidden'],
    ['run', 'upload-forbidden', 'HTTP 403: '],
    ['project', 'upload-forbidden', "HTTP 403: OIDC scoped token is not valid for project 'a'"],
    [
      'project',
      'upload-forbidden',
      "HTTP 403: The given token isn't allowed to upload to project 'a'.",
    ],
    ['file', 'upload-forbidden', 'HTTP 403: The firewall does not like this name'],
    ['run', 'upload-rejected', 'HTTP 302: a redirect, which uploads do not follow'],
    ['run', 'upload-rejected', 'HTTP 405: Method Not Allowed'],
    [
      'project',
      'upload-rejected',
      'HTTP 400: Project size too large. Limit for project a is 10 GB.',
    ],
    ['file', 'upload-rejected', 'HTTP 400: Invalid classifier.'],
    ['file', 'filename-used', 'HTTP 400: This filename was previously used'],
    ['file', 'upload-failed', 'HTTP 503'],
    ['project', 'invalid-publisher', 'HTTP 400: Non-user identities cannot create new projects.'],
    ['new-projects', 'too-many-new-projects', 'HTTP 429: Too many new projects created'],
    ['run', 'upload-token-refused', 'x'],
    ['run', 'id-token-unavailable', 'x'],
  ])('%s: %s, %s', (reach, code, said) => {
    expect(reachOf(error(code, said))).toBe(reach);
  });
});
