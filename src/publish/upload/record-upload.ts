import type { PublishError } from '../../errors.ts';
import type { Distribution } from '../../packaging/distribution.ts';
import type { IndexProfile } from '../../pypi/index-profile.ts';
import type { Deps } from '../../run/deps.ts';
import type { ReleaseRecord } from '../report.ts';
import { conflictOfName, type UploadEnd } from './attempts.ts';
import { uploadFailure } from './failure.ts';

/**
 * Writes down how the upload of a file ended.
 * @param options `keepsExisting`: whether a file that the index has with other bytes is left there
 * @returns the error of a file that failed
 * @throws PublishError where there were no (further) credentials
 */
export function recordUpload(
  distribution: Distribution,
  end: UploadEnd,
  { index, keepsExisting }: { readonly index: IndexProfile; readonly keepsExisting: boolean },
  record: ReleaseRecord,
  deps: Pick<Deps, 'log'>,
): PublishError | undefined {
  const { filename } = distribution;
  const conflict = conflictOfName(end);
  record.update(filename, { conflict });
  switch (end.kind) {
    case 'uploaded':
    case 'identical': {
      const note = end.kind === 'uploaded' ? end.note : 'the same bytes were there already';
      record.update(filename, { status: end.kind, reason: note });
      deps.log.info(`${filename}: ${end.kind}${note === undefined ? '' : ` (${note})`}`);
      return undefined;
    }
    case 'unconfirmed':
      record.update(filename, { status: 'unconfirmed', confirmed: false, reason: end.reason });
      deps.log.info(`${filename}: sent, not confirmed (${end.reason})`);
      return undefined;
    case 'unauthorised':
      record.update(filename, { isUncertain: end.isUncertain ?? false });
      throw end.error;
    case 'conflict':
      if (conflict === undefined || !keepsExisting) break;
      record.update(filename, { status: 'kept', reason: end.reason });
      deps.log.warning(
        `Not uploaded, because \`skip-existing\` is true: ${filename} (${end.reason})`,
      );
      return undefined;
    case 'failed':
      record.update(filename, { isUncertain: end.isUncertain ?? false });
  }
  return recordFailure(
    uploadFailure(distribution, end, index, record.publisher),
    filename,
    record,
    deps,
  );
}

/** Writes down that a file failed. */
export function recordFailure(
  error: PublishError,
  filename: string,
  record: ReleaseRecord,
  deps: Pick<Deps, 'log'>,
): PublishError {
  record.update(filename, { status: 'failed', reason: error.message });
  deps.log.info(`${filename}: failed (${error.code}). ${error.message}`);
  return error;
}
