import { dirname } from 'node:path';
import type { Distribution } from '../packaging/distribution.ts';
import { findings, type JudgedFinding } from '../preflight/findings.ts';
import type { IndexKind } from '../pypi/index-kind.ts';

/** What preflight says of files of which several may have one name. */
export interface FindingsByFile {
  readonly of: (file: Distribution) => readonly JudgedFinding[];
  /** What it says of files together. */
  readonly together: readonly JudgedFinding[];
}

/**
 * Applies the rules to files that were named. Rules tell files apart by name, as an index does. So
 * the first file of each name is one release, and any other is judged with those of its own folder.
 */
export function findingsByFile(
  distributions: readonly Distribution[],
  index: IndexKind,
): FindingsByFile {
  const names = Map.groupBy(distributions, ({ filename }) => filename);
  const first = [...names.values()].flatMap((files) => files.slice(0, 1));
  const further = new Set([...names.values()].flatMap((files) => files.slice(1)));
  const folders = Map.groupBy(distributions, ({ path }) => dirname(path));
  const releases = [
    { release: first, judged: first },
    ...[...folders.values()]
      .map((release) => ({ release, judged: release.filter((file) => further.has(file)) }))
      .filter(({ judged }) => judged.length > 0),
  ];
  const own = new Map<Distribution, readonly JudgedFinding[]>();
  const together = new Map<string, JudgedFinding>();
  for (const { release, judged } of releases) {
    const all = findings({ distributions: release, index }, { verifyMetadata: true });
    for (const file of judged) {
      own.set(
        file,
        all.filter(({ filename }) => filename === file.filename),
      );
    }
    for (const finding of all.filter(({ filename }) => filename === undefined)) {
      together.set(`${finding.rule}\n${finding.message}`, finding);
    }
  }
  return { of: (file) => own.get(file) ?? [], together: [...together.values()] };
}
