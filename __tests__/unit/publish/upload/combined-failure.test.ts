import { describe, expect, test } from '@jest/globals';
import { PublishError, type PublishErrorCode } from '../../../../src/errors.ts';
import { combinedFailure } from '../../../../src/publish/upload/combined-failure.ts';

const A = 'widget-1.0-py3-none-any.whl';
const B = 'widget-1.0-py2-none-any.whl';

function failure(filename: string, reason: string, code: PublishErrorCode = 'upload-rejected') {
  const message = `PyPI did not take ${filename}: ${reason}`;
  return { filename, error: new PublishError({ code, message, remedy: `Fix ${reason}` }) };
}

describe('the error of all files that failed', () => {
  test('nothing, where none did', () => {
    expect(combinedFailure([], 'PyPI')).toBeUndefined();
  });

  test('of one file is its own', () => {
    const one = failure(A, 'HTTP 400: No.');
    expect(combinedFailure([one], 'PyPI')).toBe(one.error);
  });

  test('of two files names both, with their reasons and what to do about each', () => {
    const both = [failure(A, 'HTTP 400: No.'), failure(B, 'HTTP 400: Never.', 'filename-used')];
    expect(combinedFailure(both, 'PyPI')).toMatchObject({
      code: 'upload-rejected',
      message: `PyPI did not take 2 files:\n  ${A}: HTTP 400: No.\n  ${B}: HTTP 400: Never.`,
      remedy: 'Fix HTTP 400: No.\nFix HTTP 400: Never.',
    });
  });

  test('of many files with one reason has it once, and names up to eight', () => {
    const many = Array.from({ length: 10 }, (_, at) =>
      failure(`widget-${at}.whl`, 'HTTP 403: No.'),
    );
    const error = combinedFailure(many, 'PyPI');
    expect(error?.message).toMatch(
      /^PyPI did not take 10 files: HTTP 403: No\.\n {2}widget-0\.whl\n/,
    );
    expect(error?.message).toMatch(/\n {2}widget-7\.whl\n {2}and 2 more$/);
    expect(error?.remedy).toBe('Fix HTTP 403: No.');
  });

  test('of a file and of something else counts the file only', () => {
    const error = new PublishError({ code: 'upload-failed', message: 'Held back.', remedy: 'x' });
    const all = [failure(A, 'HTTP 400: No.'), { filename: undefined, error }];
    expect(combinedFailure(all, 'PyPI')?.message).toBe(
      `PyPI did not take 1 file:\n  ${A}: HTTP 400: No.\n  Held back.`,
    );
  });

  test('of a run that was cancelled is that it was cancelled', () => {
    const cancelled = failure(B, 'cancelled', 'cancelled');
    expect(combinedFailure([failure(A, 'x'), cancelled], 'PyPI')).toBe(cancelled.error);
  });
});
