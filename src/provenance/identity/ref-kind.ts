/**
 * What a pin keeps of a git ref: that it was a tag, or which branch it was. Tags differ from
 * release to release.
 */
export function refKind(ref: string | undefined): string | undefined {
  if (ref === undefined) return undefined;
  if (ref.startsWith('refs/tags/')) return 'tag';
  return ref.startsWith('refs/heads/') ? `branch:${ref.slice('refs/heads/'.length)}` : ref;
}
