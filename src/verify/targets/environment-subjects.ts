import type {
  InstalledDistribution,
  InstalledEnvironment,
} from '../../lockfiles/environment/installed-distribution.ts';
import type { VerificationSubject } from '../../provenance/subject.ts';

/**
 * What is installed, as subjects: each distribution stands for the wheels of its release, unless
 * its metadata tell which archive it came from (PEP 710).
 * @param isMeant those that are looked at
 */
export function environmentSubjects(
  { distributions }: InstalledEnvironment,
  isMeant: (distribution: InstalledDistribution) => boolean,
): readonly VerificationSubject[] {
  return distributions.filter(isMeant).map((distribution) => {
    const { project, version, path, source, archive, record, requested } = distribution;
    const installed = {
      from: 'environment',
      project,
      version,
      at: { path, line: 1 },
      direct: requested,
      changedFiles: [...record.changed.first, ...record.missing.first],
    } as const;
    if (source.kind !== 'index') {
      return { ...installed, elsewhere: `${source.kind}: ${source.text}` };
    }
    if (archive?.sha256 === undefined) return installed;
    const filename = URL.parse(archive.url)?.pathname.split('/').at(-1);
    return { ...installed, filename: filename || undefined, sha256: archive.sha256 };
  });
}
