import { createHash } from 'node:crypto';
import type { VerificationSubject } from '../provenance/subject.ts';

/**
 * The subjects that one of several jobs looks at. All files of a project go together, and each
 * project to the same part whatever else is asked for.
 * @param shard part `index` (from 1) of `count`
 */
export function inShard(
  subjects: readonly VerificationSubject[],
  shard: { readonly index: number; readonly count: number } | undefined,
): readonly VerificationSubject[] {
  if (shard === undefined) return subjects;
  const { index, count } = shard;
  return subjects.filter(({ project, filename, path }) => {
    const digest = createHash('sha256')
      .update(project ?? filename ?? path ?? '')
      .digest();
    return digest.readUInt32BE(0) % count === index - 1;
  });
}
