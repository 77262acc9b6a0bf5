import type { LockDocument, LockedFile, LockedPackage } from './lock-document.ts';

/**
 * The packages of `head` that `base` has not, each with the files that are new: another version or
 * source, or a file or hash of a known version that was not there. Order, lines and everything
 * that does not say what is installed count for nothing.
 * @param base Undefined where there was no lock: everything is new.
 */
export function changedPackages(
  base: LockDocument | undefined,
  head: LockDocument,
): LockedPackage[] {
  const known = new Map<string, Set<string>>();
  for (const entry of base?.packages ?? []) {
    const files = known.get(packageKey(entry)) ?? new Set();
    for (const file of entry.files) files.add(fileKey(file));
    known.set(packageKey(entry), files);
  }
  return head.packages.flatMap((entry) => {
    const files = known.get(packageKey(entry));
    if (files === undefined) return [entry];
    const added = entry.files.filter((file) => !files.has(fileKey(file)));
    return added.length === 0 ? [] : [{ ...entry, files: added }];
  });
}

function packageKey({ project, version, source }: LockedPackage): string {
  const from = source.kind === 'index' ? source.url : source.text;
  return JSON.stringify([project, version, source.kind, from]);
}

/** A URL changes with the mirror; where there is a hash, only that tells. */
function fileKey({ filename, url, sha256 }: LockedFile): string {
  return JSON.stringify([filename, sha256 ?? url]);
}
