import { PublishError } from '../errors.ts';
import type { PublishConfig } from './config.ts';
import type { Deps } from './deps.ts';
import { filesToDo, type PlannedFile, type ReleasePlan } from './release-plan.ts';
import type { ReleaseRecord } from './release-record.ts';

/**
 * Settles the files whose names the index has: identical bytes are never uploaded again
 * and are success; other bytes stop the release before any upload, unless
 * `skip-existing: true` keeps them, which is said loudly.
 * @throws PublishError `file-conflict`
 */
export function settleExisting(
  plan: ReleasePlan,
  config: PublishConfig,
  record: ReleaseRecord,
  deps: Deps,
): void {
  for (const { distribution, isAttested } of filesToDo(plan, 'identical')) {
    const { filename } = distribution;
    const reason = `the same bytes were there already, ${isAttested ? 'attested' : 'not attested'}`;
    record.update(filename, { status: 'identical', reason, isAttested });
    deps.log.info(`${filename}: ${reason}`);
  }
  const conflicts = filesToDo(plan, 'conflict');
  for (const { distribution, indexSha256, isAttested } of conflicts) {
    const reason = `the index has other bytes (SHA-256 ${indexSha256 ?? 'not given'})`;
    record.update(distribution.filename, { status: 'kept', reason, isAttested });
  }
  if (conflicts.length === 0) {
    for (const { distribution } of filesToDo(plan, 'upload')) {
      deps.log.info(`${distribution.filename}: new, to be uploaded`);
    }
    return;
  }
  if (config.skipExisting !== 'true') throw conflict(conflicts, config);
  for (const file of conflicts) {
    deps.log.warning(`Not uploaded, because \`skip-existing\` is true: ${describe(file)}`);
  }
}

function conflict(files: readonly PlannedFile[], config: PublishConfig): PublishError {
  return new PublishError({
    code: 'file-conflict',
    message: [
      `${config.index.title} has files of these names with other bytes:`,
      ...files.map((file) => `- ${describe(file)}`),
    ].join('\n'),
    remedy:
      'Files on an index never change, and a name is used once. Give the project a new version and publish that. If these files were built again by accident, publish the ones of the first build.',
  });
}

function describe({ distribution, indexSha256 }: PlannedFile): string {
  const { filename, sha256 } = distribution;
  return `${filename} (index: SHA-256 ${indexSha256 ?? 'not given'}, here: ${sha256})`;
}
