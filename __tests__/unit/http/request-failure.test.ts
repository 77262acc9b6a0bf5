import { describe, expect, test } from '@jest/globals';
import { RequestFailure } from '../../../src/http/request-failure.ts';

const INIT = { service: 'PyPI', host: 'upload.pypi.org', reason: 'HTTP 503', ambiguous: true };

describe('RequestFailure', () => {
  test('says who, where and what', () => {
    expect(new RequestFailure({ ...INIT, tries: 1 }).message).toBe(
      'PyPI (upload.pypi.org) did not respond correctly: HTTP 503.',
    );
  });

  test('does not blame the service for a proxy', () => {
    const reason = 'the proxy proxy.example:3128 (HTTPS_PROXY) answered HTTP 502';
    expect(new RequestFailure({ ...INIT, reason, tries: 2 }).message).toBe(
      `PyPI (upload.pypi.org) could not be reached after 2 tries: ${reason}.`,
    );
  });

  test('says how often, where it was more than once', () => {
    expect(new RequestFailure({ ...INIT, tries: 5 }).message).toBe(
      'PyPI (upload.pypi.org) did not respond correctly after 5 tries: HTTP 503.',
    );
  });

  test('keeps its cause, and has none where none was given', () => {
    const cause = new Error('socket');
    expect(new RequestFailure({ ...INIT, tries: 1, cause }).cause).toBe(cause);
    expect('cause' in new RequestFailure({ ...INIT, tries: 1 })).toBe(false);
  });
});
