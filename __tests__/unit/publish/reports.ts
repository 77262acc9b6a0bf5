import type { FileReport, FileStatus, PublishReport } from '../../../src/publish/report.ts';
import { indexProfile } from '../../../src/pypi/index-profile.ts';
import { makeDistribution } from '../distributions.ts';

/** What a run says of a file. */
export function fileReport(
  filename: string,
  status: FileStatus,
  change: Partial<FileReport> = {},
): FileReport {
  return {
    distribution: makeDistribution(filename),
    status,
    reason: undefined,
    attestationPath: undefined,
    logIndex: undefined,
    confirmed: undefined,
    isUncertain: false,
    conflict: status === 'kept' ? 'other-bytes' : undefined,
    isAttested: undefined,
    ...change,
  };
}

/** What a run to PyPI that ended well says. */
export function publishReport(change: Partial<PublishReport> = {}): PublishReport {
  return {
    index: indexProfile('https://upload.pypi.org/legacy/'),
    dryRun: false,
    plan: undefined,
    keepsExisting: false,
    files: [],
    publisher: undefined,
    source: undefined,
    attestationsDirectory: undefined,
    attests: true,
    unattestedBecause: undefined,
    warnings: [],
    notChecked: undefined,
    logSearchUrl: undefined,
    error: undefined,
    durationMs: 1234,
    ...change,
  };
}
