import { normalizeProjectName } from '../../packaging/project-name.ts';
import { parseVersion } from '../../packaging/version.ts';
import type { Target } from './target.ts';

/** A name, its extras and a version have some dozens. */
const MOST_CHARACTERS = 1000;

/** `name==version`, extras and spaces as PEP 508 allows them, and nothing else. */
const PINNED =
  /^([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)\s*(?:\[[A-Za-z0-9._,\s-]*\])?\s*={2,3}\s*(\S+)$/;

/** Reads a pinned requirement; undefined where the text is none. */
export function releaseTarget(text: string): (Target & { readonly kind: 'release' }) | undefined {
  const [, name, version] = text.length > MOST_CHARACTERS ? [] : (PINNED.exec(text.trim()) ?? []);
  if (name === undefined || version === undefined || !parseVersion(version)) return undefined;
  return { kind: 'release', project: normalizeProjectName(name), version };
}
