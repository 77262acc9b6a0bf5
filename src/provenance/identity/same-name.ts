import type { IdentityKind } from './identity.ts';

/**
 * Whether two names of repositories or owners are one: GitHub and GitLab do not tell apart
 * letters by their case, and neither does PyPI where it looks for a publisher.
 */
export function isSameName(kind: IdentityKind, a: string, b: string): boolean {
  return kind === 'GitHub' || kind === 'GitLab' ? a.toLowerCase() === b.toLowerCase() : a === b;
}

/** The account that owns a repository. */
export function ownerOf(repository: string): string {
  const slash = repository.lastIndexOf('/');
  return slash < 0 ? repository : repository.slice(0, slash);
}
