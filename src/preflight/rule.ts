import type { Distribution } from '../packaging/distribution.ts';
import type { IndexKind } from '../pypi/index-profile.ts';

/** What a rule looks at: everything that would be uploaded, and where to. */
export interface PreflightInput {
  readonly distributions: readonly Distribution[];
  readonly index: IndexKind;
}

/** One thing that a rule found. */
export interface PreflightFinding {
  /** The files it is about, at least one: all of them are at fault, or all of them together. */
  readonly filenames: readonly string[];
  /** What is wrong. */
  readonly message: string;
  /** What to do about it. */
  readonly remedy: string;
}

/** One thing that an index would refuse, found before the first byte leaves. */
export interface PreflightRule {
  /** Stable, kebab-case; shown with each finding. */
  readonly id: string;
  /** What PyPI says to it or does about it (2026-08, unless it says otherwise): its own words, then how. */
  readonly pypi: string;
  /** What `verify-metadata: false` softens to a warning. */
  readonly concerns: 'metadata' | 'file';
  /** Indexes where a finding is an error; elsewhere it is a warning. */
  readonly errorOn: readonly IndexKind[];
  check(input: PreflightInput): readonly PreflightFinding[];
}

/** Indexes that run PyPI's own code. */
export const PYPI_INDEXES: readonly IndexKind[] = ['pypi', 'testpypi'];

/** Every index there is. */
export const ALL_INDEXES: readonly IndexKind[] = ['pypi', 'testpypi', 'other'];

const MOST_CHARACTERS = 120;

/** A value as messages show it: quoted, control characters escaped, a long one cut short. */
export function quoted(value: string | undefined): string {
  const text = value ?? '';
  const shown = text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : text;
  return JSON.stringify(shown);
}
