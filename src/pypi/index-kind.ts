/** Which index a release goes to: PyPI's rules are known, others' are not. */
export type IndexKind = 'pypi' | 'testpypi' | 'other';
