import type { ComparedPackage } from '../../lockfiles/changed-packages.ts';
import type { LockDocument } from '../../lockfiles/lock-document.ts';
import type { VerificationSubject } from '../../provenance/subject.ts';

/**
 * What of a lock is to be verified: every file of every package of `packages`.
 * @param packages those of the document that are meant, with the files that are
 * @param before the lock before the change, where one is verified
 */
export function lockSubjects(
  { kind }: Pick<LockDocument, 'kind'>,
  packages: readonly ComparedPackage[],
  before?: LockDocument,
): readonly VerificationSubject[] {
  const old = Map.groupBy(before?.packages ?? [], ({ project }) => project);
  const versionsBefore = (project: string) =>
    before && [...new Set((old.get(project) ?? []).flatMap(({ version }) => version ?? []))];
  const from = kind === 'pip-report' ? 'report' : 'lock';
  return packages.flatMap((entry): readonly VerificationSubject[] => {
    const { project, version, source, files, at, direct, attestationIdentities } = entry;
    const { lostHash, movedFrom } = entry;
    const shared = { from, project, version, direct } as const;
    if (source.kind !== 'index') {
      const elsewhere = `${source.kind}: ${source.text}`;
      return [{ ...shared, at, elsewhere, lostHash, movedFrom }];
    }
    const index = {
      ...shared,
      indexUrl: source.url,
      attestationIdentities,
      versionsBefore: versionsBefore(project),
    };
    if (files.length === 0) return [{ ...index, at, lostHash }];
    return files.map(({ filename, sha256, otherHash, at: place }) => ({
      ...index,
      filename,
      sha256,
      otherHash,
      lostHash: sha256 === undefined && lostHash,
      at: place,
    }));
  });
}
