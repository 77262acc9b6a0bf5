import { PublishError } from '../../errors.ts';
import type { Deps } from '../../run/deps.ts';
import type { PublishConfig } from '../config.ts';
import type { ReleaseRecord } from '../report.ts';
import { filesToDo, type PlannedFile, plannedWhy, type ReleasePlan } from './plan.ts';

/**
 * Settles the files whose names the index has: identical bytes are never uploaded again
 * and are success; other bytes stop the release before any upload, unless
 * `skip-existing: true` keeps them, which is said loudly.
 * @throws PublishError `file-conflict`
 */
export function settleExisting(
  {
    plan,
    wrongTag,
  }: {
    readonly plan: ReleasePlan;
    /** What does not fit between the run's tag and the distributions: why there is a conflict. */
    readonly wrongTag: string | undefined;
  },
  config: PublishConfig,
  record: ReleaseRecord,
  deps: Deps,
): void {
  for (const file of filesToDo(plan, 'identical')) {
    const { filename } = file.distribution;
    const reason = plannedWhy(file);
    record.update(filename, { status: 'identical', reason, isAttested: file.isAttested });
    deps.log.info(`${filename}: ${reason}`);
  }
  const conflicts = filesToDo(plan, 'conflict');
  for (const file of conflicts) {
    const { distribution, indexSha256, isAttested } = file;
    record.update(distribution.filename, {
      status: config.skipExisting === 'true' ? 'kept' : 'failed',
      conflict: indexSha256 === undefined ? 'unknown-bytes' : 'other-bytes',
      reason: plannedWhy(file),
      isAttested,
    });
  }
  if (conflicts.length === 0) {
    for (const file of filesToDo(plan, 'upload')) {
      deps.log.info(`${file.distribution.filename}: upload (${plannedWhy(file)})`);
    }
    return;
  }
  if (config.skipExisting !== 'true') throw conflict(conflicts, wrongTag, config);
  for (const file of conflicts) {
    deps.log.warning(`Not uploaded, because \`skip-existing\` is true: ${conflictLine(file)}`);
  }
}

const OTHER_BYTES =
  'Files on an index never change, and a name is used once. Give the project a new version and publish that. If these files were built again by accident, publish the ones of the first build.';
const UNKNOWN_BYTES =
  'Compare the files with those of the index. Where they are the same there is nothing to upload: take them out of the release, or set `skip-existing: true`. Otherwise give the project a new version.';

function conflict(
  files: readonly PlannedFile[],
  wrongTag: string | undefined,
  config: PublishConfig,
): PublishError {
  return new PublishError({
    code: 'file-conflict',
    message: [
      `${config.index.title} has files of these names ${whoseBytes(files)}:`,
      ...conflictLines(files, config.index.title),
      ...(wrongTag === undefined ? [] : [wrongTag]),
    ].join('\n'),
    remedy: files.some(({ indexSha256 }) => indexSha256 !== undefined)
      ? OTHER_BYTES
      : UNKNOWN_BYTES,
  });
}

/** HTML pages may list a file without its SHA-256: then nobody knows, and nobody is reassured. */
function whoseBytes(files: readonly PlannedFile[]): string {
  const unknown = files.filter(({ indexSha256 }) => indexSha256 === undefined).length;
  if (unknown === 0) return 'with other bytes';
  return unknown === files.length
    ? 'and does not say with which bytes'
    : 'with other bytes, or does not say with which';
}

/** A release can have hundreds of wheels, and they differ for one reason. */
const MOST_SHOWN = 8;

/** Files that the index has with other bytes, or with unknown ones: both hashes, below each other. */
export function conflictLines(files: readonly PlannedFile[], title: string): readonly string[] {
  const left = files.length - MOST_SHOWN;
  const width = Math.max(`on ${title}:`.length, 'here:'.length);
  const shown = files
    .slice(0, MOST_SHOWN)
    .flatMap(({ distribution, indexSha256, indexTime }) => [
      `  ${distribution.filename}`,
      `    ${`on ${title}:`.padEnd(width)}  ${hash(indexSha256)}${since(indexTime)}`,
      `    ${'here:'.padEnd(width)}  ${hash(distribution.sha256)}`,
    ]);
  return left > 0 ? [...shown, `  and ${left} more`] : shown;
}

/** The same of one file, in one line. */
export function conflictLine({ distribution, indexSha256, indexTime }: PlannedFile): string {
  const { filename, sha256 } = distribution;
  return `${filename} (index: ${hash(indexSha256)}${since(indexTime)}; here: ${hash(sha256)})`;
}

function hash(sha256: string | undefined): string {
  return `SHA-256 ${sha256 ?? 'not given'}`;
}

function since(time: number | undefined): string {
  if (time === undefined) return '';
  const text = new Date(time).toISOString();
  return `, since ${text.slice(0, 10)} ${text.slice(11, 16)} UTC`;
}
