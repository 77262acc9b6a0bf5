import type { Base } from './spoil.ts';

/** What broken ones are made of: a wheel and an sdist of each of ten build backends. */
export const BASES: readonly Base[] = [
  { stem: 'iniconfig', version: '2.1.0', tag: 'py3-none-any' },
  { stem: 'tomli', version: '2.3.2', tag: 'py3-none-any' },
  { stem: 'crashtest', version: '0.4.1', tag: 'py3-none-any' },
  { stem: 'annotated_doc', version: '0.0.7', tag: 'py3-none-any' },
  { stem: 'blacken_docs', version: '1.20.0', tag: 'py3-none-any' },
  { stem: 'meson_python', version: '0.18.0', tag: 'py3-none-any' },
  { stem: 'py_build_cmake', version: '0.5.1', tag: 'py3-none-any' },
  { stem: 'trampolim', version: '0.1.0', tag: 'py3-none-any' },
  { stem: 'pymsbuild', version: '1.2.3', tag: 'py3-none-any' },
  { stem: 'enscons', version: '0.30.0', tag: 'py2.py3-none-any' },
];
