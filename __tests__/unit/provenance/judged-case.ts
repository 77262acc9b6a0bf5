import { baselineOf } from '../../../src/provenance/baseline.ts';
import type { JudgeContext } from '../../../src/provenance/checks/check.ts';
import type {
  AttestationOutcome,
  FileEvidence,
} from '../../../src/provenance/files/file-evidence.ts';
import type {
  HistoryWord,
  IndexWord,
  OwnIndexWord,
} from '../../../src/provenance/files/file-facts.ts';
import { judgeFile } from '../../../src/provenance/files/judge-file.ts';
import { judgeRelease } from '../../../src/provenance/files/judge-release.ts';
import type { Identity } from '../../../src/provenance/identity/identity.ts';
import { lookupIn } from '../../../src/provenance/index-word.ts';
import { NO_DEMANDS } from '../../../src/provenance/policy/demands.ts';
import { DEFAULT_POLICY, type Policy } from '../../../src/provenance/policy/policy.ts';
import { setAside } from '../../../src/provenance/policy/set-aside.ts';
import { type ListedFile, projectListing } from '../../../src/provenance/project-listing.ts';
import type { VerifiedItem } from '../../../src/provenance/report.ts';
import type { RuleId } from '../../../src/provenance/rules.ts';
import type { VerificationSubject } from '../../../src/provenance/subject.ts';
import { IDENTITY, PIN } from './identity/identities.ts';

const DAY = 86_400_000;
const NOW = Date.parse('2026-11-26T12:00:00Z');
export const SHA256 = 'ab'.repeat(32);
export const WHEEL = 'widget-1.1-py3-none-any.whl';

/** What is known of a file, as far as it is not as usual: attested, listed, and by whom it should be. */
export interface Case {
  readonly subject?: Partial<VerificationSubject>;
  /** How many days ago the file was uploaded, and what else the index says of it. */
  readonly file?: Partial<ListedFile> & { readonly daysAgo?: number };
  /** Days ago that earlier releases were uploaded, all of them attested. */
  readonly earlier?: readonly number[];
  /** Another file of the release, and whether it is attested; its publisher where it was looked at. */
  readonly sibling?: {
    readonly daysAgo?: number;
    readonly attested?: boolean;
    readonly identity?: Identity;
  };
  readonly status?: string;
  /** Undefined: the index has the file; false: it has the project alone; null: not even that. */
  readonly isListed?: false | null;
  /** What the index answers, where it does not list the project. */
  readonly index?: IndexWord;
  readonly outcome?: AttestationOutcome;
  readonly identity?: Partial<Identity>;
  readonly publisher?: Readonly<Record<string, unknown>>;
  readonly evidence?: FileEvidence;
  readonly signedDaysAgo?: number;
  readonly history?: HistoryWord;
  readonly ownIndex?: OwnIndexWord;
  readonly pins?: JudgeContext['pins'];
  readonly demands?: Partial<JudgeContext['demands']>;
  readonly policy?: Partial<Policy>;
}

export const NONE: FileEvidence = { kind: 'none' };
export const by = (change: Partial<Identity>): Identity => ({ ...IDENTITY, ...change });
export const proven = (identity: Identity): HistoryWord => ({
  kind: 'proven',
  identity,
  version: '1.0',
  run: { agreeing: 1, since: '2026-01-01' },
});
export const LOST: Case = {
  evidence: NONE,
  file: { provenance: undefined, daysAgo: 1 },
  earlier: [200, 100],
  history: proven(IDENTITY),
};
export const PINNED: Case = { pins: [PIN] };

/** The rules that a case breaks: as the whole of verification judges it. */
export function broken(given: Case): readonly RuleId[] {
  return judged(given).findings.map(({ rule }) => rule);
}

/** A case, as the whole of verification judges it. */
export function judged(given: Case): VerifiedItem {
  const subject: VerificationSubject = {
    from: 'lock',
    project: 'widget',
    version: '1.1',
    filename: WHEEL,
    sha256: SHA256,
    ...given.subject,
  };
  const policy = { ...DEFAULT_POLICY, ...given.policy };
  const context: JudgeContext = {
    policy,
    pins: given.pins ?? [],
    demands: { ...NO_DEMANDS, ...given.demands },
    now: NOW,
  };
  const aside = setAside(subject, context);
  if (aside) return aside;
  const listing = listingOf(given);
  const lookup = lookupIn(listing);
  const index =
    given.index ??
    (given.isListed === null ? ({ kind: 'missing-project' } as const) : lookup.wordOf(subject));
  const release = lookup.release('1.1');
  const facts = {
    subject,
    index,
    ownIndex: given.ownIndex ?? { kind: 'same' as const },
    evidence: given.evidence ?? evidenceOf(given),
    baseline: release && baselineOf(listing, release, 2),
    history: given.history ?? { kind: 'not-asked' as const },
  };
  const item = judgeFile(facts, context);
  const { identity } = given.sibling ?? {};
  const other = identity && { ...item, identity, subject: { ...subject, filename: SDIST } };
  const [first] = judgeRelease(other ? [item, other] : [item], listing, context);
  if (first === undefined) throw new TypeError('nothing was judged');
  return first;
}

const SDIST = 'widget-1.1.tar.gz';

function listingOf({ file = {}, earlier = [], sibling, status, isListed }: Case) {
  const page = (filename: string, daysAgo: number, provenance: string | null, more: object) => ({
    filename,
    url: '',
    hashes: { sha256: filename === WHEEL ? SHA256 : 'cd'.repeat(32) },
    'upload-time': new Date(NOW - daysAgo * DAY).toISOString(),
    provenance,
    ...more,
  });
  const { daysAgo = 10, sha256, yanked } = file;
  const provenance = 'provenance' in file ? null : 'https://index/provenance';
  const own = page(WHEEL, daysAgo, provenance, {
    ...(yanked === undefined ? {} : { yanked }),
    ...(sha256 === undefined ? {} : { hashes: { sha256 } }),
  });
  const before = earlier.map((days, place) =>
    page(`widget-0.${place + 1}-py3-none-any.whl`, days, 'https://index/provenance', {}),
  );
  const beside = sibling && [
    page(SDIST, sibling.daysAgo ?? daysAgo, sibling.attested === false ? null : 'https://i/p', {}),
  ];
  return projectListing({
    meta: { 'api-version': '1.4' },
    name: 'widget',
    files: [...before, ...(isListed === undefined ? [own] : []), ...(beside ?? [])],
    ...(status === undefined ? {} : { 'project-status': { status } }),
  });
}

function evidenceOf({
  outcome,
  identity = {},
  publisher,
  signedDaysAgo,
  file,
}: Case): FileEvidence {
  const signed = NOW - (signedDaysAgo ?? file?.daysAgo ?? 10) * DAY;
  const verified: AttestationOutcome = {
    kind: 'verified',
    predicateType: 'https://docs.pypi.org/attestations/publish/v1',
    identity: by(identity),
    log: { index: '1', time: signed - 60_000 },
  };
  return {
    kind: 'read',
    origin: 'index',
    attestations: [{ outcome: outcome ?? verified, publisher }],
  };
}
