import type { PublicationIndex } from './publication.ts';

/** Which index a URL, or the name of one in a tool's configuration, stands for. */
export function indexOf(text: string | undefined): PublicationIndex {
  const name = text?.trim().toLowerCase();
  if (!name) return 'pypi';
  if (name.includes('${')) return 'unknown';
  if (/^(?:https?:\/\/)?test\.pypi\.org\b|^test-?pypi$/.test(name)) return 'testpypi';
  return /^(?:https?:\/\/)?(?:upload\.)?pypi\.org\b|^pypi$/.test(name) ? 'pypi' : 'other';
}
