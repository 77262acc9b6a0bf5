import { ageText, DAY_MS, dayOf } from '../day.ts';
import type { FileEvidence } from '../files/file-evidence.ts';
import type { IndexWord } from '../files/file-facts.ts';
import { type Finding, makeFinding } from '../finding.ts';
import { versionKey } from '../project-listing.ts';
import type { VerificationSubject } from '../subject.ts';
import type { Check } from './check.ts';

/** PyPI closes a release this long after its first file. */
const RELEASE_OPEN_MS = 14 * DAY_MS;
/** Since when it does (warehouse, 2026-07-08): before that, late files were usual. */
const CLOSING_SINCE = Date.parse('2026-07-08T00:00:00Z');

/** What the index says of the file itself, apart from its provenance. */
export const checkListing: Check = ({ subject, index, ownIndex, evidence }) => {
  switch (index.kind) {
    case 'listed':
      return listed(index);
    case 'not-asked':
      return [];
    case 'unavailable':
      return [makeFinding('not-checked', index.reason)];
    case 'other-bytes': {
      const { filename, sha256 } = index.file;
      const message = `the index has ${filename} with SHA-256 ${sha256}, not ${subject.sha256}`;
      return [makeFinding('hash-mismatch', message)];
    }
    case 'missing-project':
    case 'gone': {
      if (index.kind === 'gone' && index.listing.status === 'quarantined') return [quarantine()];
      // A file of another index: whether that is meant is asked elsewhere.
      if (ownIndex.kind !== 'same') return [];
      return subject.sha256 === undefined && subject.from !== 'file'
        ? missingRelease(subject, index)
        : missingFile(subject, index, evidence);
    }
  }
};

type Missing = Extract<IndexWord, { readonly kind: 'missing-project' | 'gone' }>;

/** Of what is bound to no bytes, the index may lack the project or the version; a hash it never had. */
function missingRelease(subject: VerificationSubject, index: Missing): readonly Finding[] {
  const { project, version, from } = subject;
  const more = from === 'environment' ? NOT_FROM_HERE : {};
  if (index.kind === 'missing-project') {
    return [makeFinding('no-such-release', `the index has no project ${project}`, more)];
  }
  if (version === undefined) return [];
  const key = versionKey(version);
  if (index.listing.releases.some((release) => release.key === key)) return [];
  return [
    makeFinding('no-such-release', `the index has no release ${version} of ${project}`, more),
  ];
}

const NOT_FROM_HERE = {
  why: 'What is installed is not on the index: it was removed there, often because it was malicious or broken, or it comes from elsewhere.',
  remedy: 'Find out where it was installed from before you trust it.',
} as const;

function missingFile(
  subject: VerificationSubject,
  index: Missing,
  evidence: FileEvidence,
): readonly Finding[] {
  const isAtHand = subject.from === 'file';
  // Evidence next to the file speaks for itself, as before a release is uploaded.
  if (isAtHand && evidence.kind === 'read') return [];
  const what = index.kind === 'gone' ? 'no file with this SHA-256' : 'no such project';
  return [makeFinding('file-gone', `the index has ${what}`, isAtHand ? NEVER_UPLOADED : {})];
}

/** Whoever has the file may just have built it. */
const NEVER_UPLOADED = {
  severity: 'warning',
  why: 'The file was never uploaded, or it was removed from the index.',
  remedy: 'Give its attestations with `--provenance-file`, or find out where the file comes from.',
} as const;

function quarantine(): Finding {
  return makeFinding('quarantined', 'the index has quarantined the project (PEP 792)');
}

function listed({ file, release, listing }: Extract<IndexWord, { kind: 'listed' }>) {
  const findings: Finding[] = [];
  if (listing.status === 'quarantined') findings.push(quarantine());
  if (file.yanked !== false) {
    const reason = typeof file.yanked === 'string' && file.yanked !== '' ? `: ${file.yanked}` : '';
    findings.push(makeFinding('yanked', `the file was yanked${reason}`));
  }
  const { uploadedAt } = file;
  const startedAt = release?.startedAt;
  if (uploadedAt !== undefined && startedAt !== undefined) {
    const late = uploadedAt - startedAt;
    if (late > RELEASE_OPEN_MS) {
      findings.push(
        makeFinding(
          'late-file',
          `uploaded on ${dayOf(uploadedAt)}, ${ageText(late)} after the first file of the release`,
          uploadedAt < CLOSING_SINCE ? { severity: 'note' } : {},
        ),
      );
    }
  }
  return findings;
}
