import type { Distribution } from '../../../packaging/distribution.ts';
import type { RecordCheck, Sample } from '../../../packaging/distribution-contents.ts';
import { type PreflightFinding, type PreflightRule, PYPI_INDEXES } from '../../rule.ts';

const REMEDY =
  'Do not change wheels after they are built, or pack them again with `python -m wheel unpack` and `pack`, which write RECORD anew.';

/**
 * RECORD lists every file of a wheel with its hash (PEP 427). PyPI refuses one that it cannot
 * read (400, or 500 for an empty line), and about one that is not complete it mails the owners
 * that it will be refused (2025-08); hashes it does not check. See docs/decisions/0008-preflight-verdicts.md.
 */
export const wheelRecord: PreflightRule = {
  id: 'wheel-record',
  pypi: 'Mails the owners that such wheels will be refused (2025-08); refuses a RECORD that it cannot read (400 or 500). See [decision 8](decisions/0008-preflight-verdicts.md).',
  concerns: 'file',
  errorOn: PYPI_INDEXES,
  check: ({ distributions }) =>
    distributions.flatMap((distribution) =>
      recordOf(distribution, (record) => [
        record.defect === undefined ? undefined : `its RECORD ${record.defect}`,
        told(record.unlisted, 'does not list'),
        told(record.absent, 'lists, though they are not there,'),
        told(record.changed, 'has other hashes or sizes of'),
      ]),
    ),
};

/** PEP 427 wants a hash of "sha256 or better"; no installer or index refuses a wheel without. */
export const recordHash: PreflightRule = {
  id: 'record-hash',
  pypi: 'Takes it; PEP 427 wants a hash of each file.',
  concerns: 'file',
  errorOn: [],
  check: ({ distributions }) =>
    distributions.flatMap((distribution) =>
      recordOf(distribution, (record) => [told(record.unhashed, 'has no SHA-256 or better of')]),
    ),
};

function recordOf(
  { filename, contents }: Distribution,
  judge: (record: RecordCheck) => readonly (string | undefined)[],
): PreflightFinding[] {
  if (contents.wheel === undefined) return [];
  return judge(contents.wheel.record).flatMap((message) =>
    message === undefined ? [] : [{ filenames: [filename], message, remedy: REMEDY }],
  );
}

function told({ count, first }: Sample, what: string): string | undefined {
  if (count === 0) return undefined;
  const more = count > first.length ? ` and ${count - first.length} more` : '';
  return `its RECORD ${what} ${first.join(', ')}${more}`;
}
