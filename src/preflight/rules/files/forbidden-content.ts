import type { ForbiddenContent } from '../../../packaging/distribution-contents.ts';
import { type PreflightFinding, type PreflightRule, PYPI_INDEXES } from '../../rule.ts';

const FOUND: Readonly<Record<ForbiddenContent['kind'], Omit<PreflightFinding, 'filenames'>>> = {
  PyArmor: {
    message: 'is encrypted by PyArmor, which PyPI does not allow',
    remedy: 'Publish the source itself: https://pypi.org/policy/acceptable-use-policy/.',
  },
  SourceDefender: {
    message: 'is encrypted by SourceDefender, which PyPI does not allow',
    remedy: 'Publish the source itself: https://pypi.org/policy/acceptable-use-policy/.',
  },
  token: {
    message: 'has an API token of PyPI in it, which everybody could use',
    remedy:
      'Revoke the token now (https://pypi.org/manage/account/), take it out of the source, and build again.',
  },
};

/**
 * PyPI scans Python sources: "Invalid distribution file. PyArmor-encrypted content is not allowed",
 * the same of SourceDefender (400, 2026-08), and "We have detected a PyPI API token exposed" (since).
 */
export const forbiddenContent: PreflightRule = {
  id: 'forbidden-content',
  pypi: "PyArmor-encrypted content is not allowed. (400; the same of SourceDefender's, and of files with an API token of PyPI)",
  concerns: 'file',
  errorOn: PYPI_INDEXES,
  check: ({ distributions }) =>
    distributions.flatMap(({ filename, contents }) =>
      contents.forbidden.map(({ path, kind }) => ({
        filenames: [filename],
        message: `${path} ${FOUND[kind].message}`,
        remedy: FOUND[kind].remedy,
      })),
    ),
};
