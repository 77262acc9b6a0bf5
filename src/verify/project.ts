import { type Baseline, baselineOf } from '../provenance/baseline.ts';
import type { JudgeContext } from '../provenance/checks/check.ts';
import { type FileEvidence, verifiedStatements } from '../provenance/files/file-evidence.ts';
import type {
  FileFacts,
  HistoryWord,
  IndexWord,
  OwnIndexWord,
} from '../provenance/files/file-facts.ts';
import { judgeFile } from '../provenance/files/judge-file.ts';
import { judgeInstalled } from '../provenance/files/judge-installed.ts';
import { judgeRelease } from '../provenance/files/judge-release.ts';
import { type ListingLookup, lookupIn } from '../provenance/index-word.ts';
import {
  type ListedFile,
  projectListing,
  type Release,
  versionKey,
} from '../provenance/project-listing.ts';
import type { VerifiedItem } from '../provenance/report.ts';
import type { VerificationSubject } from '../provenance/subject.ts';
import type { Subject } from '../sigstore/model/statement.ts';
import type { ProvenanceVerifier } from '../sigstore/verify/provenance-verifier.ts';
import type { ProjectVerification } from './context.ts';
import { rememberProvenance } from './evidence/index.ts';
import { readProvenance } from './evidence/provenance.ts';
import { attestationsBeside, judgeGiven } from './evidence/provided.ts';
import type { ListingWord } from './evidence/source.ts';
import { falseSignatures } from './file-bundle.ts';
import { readHistory } from './history.ts';
import { type ReleasePublishers, releasePublishers } from './release-publishers.ts';

/** Verifies the files of one project: one question about it, and one for each file's provenance. */
export async function verifyProject(
  project: string,
  subjects: readonly VerificationSubject[],
  whole: ProjectVerification,
): Promise<readonly VerifiedItem[]> {
  const source = rememberProvenance(whole.source);
  const publishers = releasePublishers({ source, trust: whole.trust });
  const run = { ...whole, source };
  const [answer, own] = await Promise.all([
    run.source.listing(project),
    run.ownIndex?.source.listing(project),
  ]);
  const lookup = answer.kind === 'listed' ? lookupIn(projectListing(answer.page)) : undefined;
  const ownLookup = own?.kind === 'listed' ? lookupIn(projectListing(own.page)) : undefined;
  const context = { ...run.context, pins: run.pinsOf(project) };
  const judge = async (subject: VerificationSubject) => {
    const index = indexWord(subject, answer, lookup);
    const ownIndex = ownIndexWord(subject, own, ownLookup, run);
    const facts = await gather({ subject, index, ownIndex }, context, run, publishers);
    return judgeFile(facts, context);
  };
  const items = await Promise.all(
    subjects.map(async (subject) => {
      const files = filesOf(subject, lookup);
      const judged = await whole.filesAtOnce.map(files, judge);
      return subject.from === 'environment' && subject.sha256 === undefined
        ? [judgeInstalled(subject, judged)]
        : judged;
    }),
  );
  return judgeRelease(items.flat(), lookup?.listing, context);
}

/** Wheels of a release that are looked at for what one of them installed. */
const MOST_CANDIDATES = 24;

/** A release that was named stands for all of its files. */
function filesOf(
  subject: VerificationSubject,
  lookup: ListingLookup | undefined,
): readonly VerificationSubject[] {
  // An entry of a lock without a hash means whatever the index has that day: nothing is bound.
  const isRelease = subject.from === 'requirement' || subject.from === 'environment';
  const isWhole = isRelease && subject.filename === undefined && subject.sha256 === undefined;
  const release =
    isWhole && subject.version !== undefined ? lookup?.release(subject.version) : undefined;
  if (release === undefined) return [subject];
  const toSubject = ({ filename, sha256 }: ListedFile) => ({ ...subject, filename, sha256 });
  if (subject.from !== 'environment') return release.files.map(toSubject);
  // Only a wheel is ever installed; from an sdist one is built.
  const wheels = release.files.filter(({ filename }) => filename.endsWith('.whl'));
  return (wheels.length > 0 ? wheels : release.files).slice(0, MOST_CANDIDATES).map(toSubject);
}

function indexWord(
  subject: VerificationSubject,
  answer: ListingWord,
  lookup: ListingLookup | undefined,
): IndexWord {
  if (lookup !== undefined) return lookup.wordOf(subject);
  return answer.kind === 'unavailable' || answer.kind === 'not-asked'
    ? answer
    : { kind: 'missing-project' };
}

function ownIndexWord(
  subject: VerificationSubject,
  own: ListingWord | undefined,
  lookup: ListingLookup | undefined,
  { ownIndex }: ProjectVerification,
): OwnIndexWord {
  if (ownIndex === undefined) return { kind: 'same' };
  const { title } = ownIndex;
  if (own?.kind === 'missing') return { kind: 'without-file', title };
  const word = lookup?.wordOf(subject);
  if (word === undefined) return { kind: 'unknown' };
  return word.kind === 'listed'
    ? { kind: 'has-file', title, passesProvenance: word.file.provenance !== undefined }
    : { kind: 'without-file', title };
}

type Known = Pick<FileFacts, 'subject' | 'index' | 'ownIndex'>;

async function gather(
  known: Known,
  context: JudgeContext,
  run: ProjectVerification,
  publishers: ReleasePublishers,
): Promise<FileFacts> {
  const { subject, index } = known;
  const listed = index.kind === 'listed' ? index : undefined;
  const { history: policy } = context.policy;
  const baseline =
    listed?.release && baselineOf(listed.listing, listed.release, policy.minAttested);
  const evidence = await gatherEvidence(subject, index, run);
  const own = verifiedStatements(evidence)[0]?.identity;
  const before = lockedBefore(known);
  const isAsked =
    baseline !== undefined &&
    context.pins.length === 0 &&
    asksHistory(evidence, baseline, before, context);
  const history: HistoryWord = isAsked
    ? await readHistory(
        { baseline, own, before },
        { publishers, depth: run.historyDepth, policy, now: context.now },
      )
    : { kind: 'not-asked' };
  return { ...known, baseline, evidence, history };
}

/** The attested releases, other than the file's own, that were locked before the change. */
function lockedBefore({ subject, index }: Known): readonly Release[] {
  const { versionsBefore = [] } = subject;
  if (index.kind !== 'listed' || versionsBefore.length === 0) return [];
  const { listing, release } = index;
  const keys = new Set(versionsBefore.map(versionKey));
  return listing.releases.filter(
    (one) => one.attested > 0 && keys.has(one.key) && one.key !== release?.key,
  );
}

/** Of a publisher nobody has pinned, earlier releases tell; of a file without one, too. */
function asksHistory(
  evidence: FileEvidence,
  { attested, measure }: Baseline,
  before: readonly Release[],
  { policy }: JudgeContext,
): boolean {
  if (evidence.kind === 'unavailable') return false;
  if (evidence.kind === 'read') return measure.length > 0 || before.length > 0;
  return attested.length >= Math.max(1, policy.history.minAttested);
}

async function gatherEvidence(
  subject: VerificationSubject,
  index: IndexWord,
  run: ProjectVerification,
): Promise<FileEvidence> {
  const filename = subject.filename ?? (index.kind === 'listed' ? index.file.filename : undefined);
  const { sha256, path } = subject;
  if (filename === undefined || sha256 === undefined) {
    return isUnasked(subject, index) ? NOTHING_GIVEN : { kind: 'none' };
  }
  const expected = { filename, sha256 };
  const { verifier } = await run.trust;
  const given = judgeGiven(run.given, expected, verifier, { origin: 'given', onlyAbout: true });
  if (given.kind === 'read') return given;
  if (subject.from === 'file' && run.stray.length > 0) {
    return judgeGiven(run.stray, expected, verifier, { origin: 'given', onlyAbout: false });
  }
  const listed = index.kind === 'listed' ? index.file : undefined;
  if (listed?.provenance !== undefined) {
    return fetched({ ...expected, url: listed.provenance }, run);
  }
  const found = path === undefined ? NO_EVIDENCE : await judgeBeside(path, expected, verifier);
  return found.kind === 'none' && index.kind === 'not-asked' ? NOTHING_GIVEN : found;
}

const NO_EVIDENCE: FileEvidence = { kind: 'none' };

/** Attestations next to a distribution, and signatures of its bytes that are false. */
async function judgeBeside(
  path: string,
  expected: Subject,
  verifier: ProvenanceVerifier,
): Promise<FileEvidence> {
  const beside = await attestationsBeside(path);
  const found = judgeGiven(beside, expected, verifier, { origin: 'beside', onlyAbout: false });
  const wrong = await falseSignatures(path, verifier);
  if (wrong.length === 0) return found;
  const attestations = found.kind === 'read' ? [...found.attestations, ...wrong] : wrong;
  return { kind: 'read', origin: 'beside', attestations };
}

/**
 * What nobody was asked about was not checked, be it known by its hash alone or by its release.
 * An entry of a lock that is bound to nothing stays that.
 */
function isUnasked({ sha256, from }: VerificationSubject, index: IndexWord): boolean {
  return index.kind === 'not-asked' && (sha256 !== undefined || from === 'environment');
}

const NOTHING_GIVEN: FileEvidence = {
  kind: 'unavailable',
  reason: 'The run is offline, and no evidence was given for the file or lies next to it.',
};

async function fetched(
  wanted: { readonly filename: string; readonly sha256: string; readonly url: string },
  { source, trust }: ProjectVerification,
): Promise<FileEvidence> {
  const answer = await source.provenance(wanted);
  if (answer.kind === 'unavailable') return answer;
  if (answer.kind === 'none') {
    const reason = `The index lists provenance of ${wanted.filename}, and has none when it is asked.`;
    return { kind: 'unavailable', reason };
  }
  const { verifier } = await trust;
  return readProvenance(answer.text, wanted, verifier, source.origin);
}
