import type { Step } from '../contestants/contestant.ts';
import type { PythonPrograms } from '../contestants/python.ts';

/** What looks at distributions without publishing them. */
export interface Inspector {
  readonly title: string;
  step(paths: readonly string[]): Step;
}

/**
 * Ours first. `twine check` reads the metadata and renders the description; what ours does besides is
 * nearest to the third, in which Python's own modules do the work.
 */
export const inspectors = (
  commandLine: string,
  { program, driver }: PythonPrograms,
): readonly Inspector[] => [
  {
    title: 'pypi-trusted-publish inspect',
    step: (paths) => ({ argv: [process.execPath, commandLine, 'inspect', ...paths] }),
  },
  {
    title: 'twine check',
    step: (paths) => ({ argv: [program('twine'), 'check', ...paths] }),
  },
  {
    title: 'zipfile + hashlib',
    step: (paths) => ({ argv: driver('check_record', ...paths) }),
  },
];
