import type { Distribution } from '../../../packaging/distribution.ts';
import { type PreflightInput, type PreflightRule, PYPI_INDEXES } from '../../rule.ts';

const MEBIBYTE = 1024 * 1024;
/** What every project may upload, and what PyPI's staff may raise it to (2026-08). */
const DEFAULT_LIMIT = 100 * MEBIBYTE;
const HIGHEST_LIMIT = 1024 * MEBIBYTE;

export const fileSize: PreflightRule = {
  id: 'file-size',
  pypi: "File too large. Limit for project 'x' is 100 MB. (400, once the whole file has arrived; a project's limit may be higher)",
  concerns: 'file',
  errorOn: [],
  check: ({ distributions, index }) =>
    tooLarge({ distributions, index }, DEFAULT_LIMIT, HIGHEST_LIMIT).map(({ filename, size }) => ({
      filenames: [filename],
      message: `it has ${mebibytes(size)}, and PyPI accepts ${mebibytes(DEFAULT_LIMIT)} unless the project's limit was raised`,
      remedy:
        'If it was not, ask for more: https://docs.pypi.org/project-management/storage-limits/.',
    })),
};

export const fileSizeLimit: PreflightRule = {
  id: 'file-size-limit',
  pypi: "File too large. Limit for project 'x' is 1024 MB. (400; no project's limit is higher)",
  concerns: 'file',
  errorOn: PYPI_INDEXES,
  check: ({ distributions, index }) =>
    tooLarge({ distributions, index }, HIGHEST_LIMIT, Infinity).map(({ filename, size }) => ({
      filenames: [filename],
      message: `it has ${mebibytes(size)}; PyPI raises no project's limit beyond ${mebibytes(HIGHEST_LIMIT)}`,
      remedy: 'Leave out what users can download on first use, or split the project.',
    })),
};

/** Other indexes have other limits. */
function tooLarge(input: PreflightInput, limit: number, upTo: number): readonly Distribution[] {
  if (!PYPI_INDEXES.includes(input.index)) return [];
  return input.distributions.filter(({ size }) => size > limit && size <= upTo);
}

function mebibytes(bytes: number): string {
  return `${Math.ceil(bytes / MEBIBYTE)} MiB`;
}
