import { createHash } from 'node:crypto';
import pLimit from 'p-limit';
import type { RetryDeps } from '../http/retry.ts';
import { exitCode } from '../provenance/exit-code.ts';
import { acceptChanges } from '../provenance/pins/accept-changes.ts';
import { changePins, pinDifferences } from '../provenance/pins/change-pins.ts';
import { pinText } from '../provenance/pins/pin-file.ts';
import { setAside } from '../provenance/policy/set-aside.ts';
import type { RootOfTrust, VerifiedItem, VerifyReport } from '../provenance/report.ts';
import type { VerificationSubject } from '../provenance/subject.ts';
import { summarize } from '../provenance/summary.ts';
import { warnStaleRoot } from '../run/signing/stale-root.ts';
import type { VerifyConfig } from './config.ts';
import type { ProjectVerification } from './context.ts';
import { cachedProvenance } from './evidence/cache.ts';
import { indexEvidence } from './evidence/index.ts';
import { type OpenPack, openPack } from './evidence/pack.ts';
import { type GivenEvidence, isFileSignature, readEvidenceFiles } from './evidence/provided.ts';
import { type EvidenceSource, NO_EVIDENCE } from './evidence/source.ts';
import { verifyBundle } from './file-bundle.ts';
import { verifyProject } from './project.ts';
import { strayEvidence } from './stray-evidence.ts';
import { completeSubjects } from './subject-files.ts';
import { openTrust, type Trust } from './trust.ts';

/** Projects looked at together; connections are bounded where they are made. */
const PROJECTS_AT_ONCE = 32;
/**
 * Files looked at together, in all projects: as many as there are connections to the index. Of a
 * project with thousands of files the rest waits without provenance in memory or a request begun.
 */
const FILES_AT_ONCE = 64;
/** Earlier releases that are verified behind a publisher who is pinned, and otherwise. */
const DEEP_HISTORY = 12;
const SHALLOW_HISTORY = 1;

/**
 * Answers for everything that was asked: was it published by whom it should have been, and did
 * that change or get worse? What could not be found out is said, and is never a good sign.
 * @throws PublishError `invalid-configuration`, `invalid-trust-config`
 */
export async function verifyTargets(config: VerifyConfig, deps: RetryDeps): Promise<VerifyReport> {
  const pack = config.pack === undefined ? undefined : openPack(config.pack.text, config.pack.path);
  const over = new AbortController();
  try {
    const trust = openTrust(config, pack, deps, over.signal);
    return await verifyWith(config, evidenceFor(config, pack, deps), trust, deps);
  } finally {
    over.abort();
  }
}

/** The evidence that a run may ask for. */
export function evidenceFor(
  config: VerifyConfig,
  pack: OpenPack | undefined,
  deps: RetryDeps,
): EvidenceSource {
  if (pack !== undefined) return pack.source;
  if (config.offline) return NO_EVIDENCE;
  const source = indexEvidence(config.provenanceIndex, deps);
  const { cacheDirectory } = config;
  return cacheDirectory === undefined ? source : cachedProvenance(source, cacheDirectory, deps.log);
}

/** The same with evidence from a given source, and keys that may still be on their way. */
export async function verifyWith(
  config: VerifyConfig,
  source: EvidenceSource,
  trust: Promise<Trust>,
  deps: RetryDeps,
): Promise<VerifyReport> {
  // Awaited where it is needed; until then its failure is nobody's.
  trust.catch(() => undefined);
  const given = await readEvidenceFiles(config.evidencePaths, config.workspace);
  const complete = signedBy(given, await completeSubjects(config.subjects));
  const subjects = inShard(complete, config.shard);
  const pinned = Map.groupBy(config.pins, ({ project }) => project);
  const [own] = config.indexes;
  const isElsewhere = own.simpleUrl !== config.provenanceIndex.simpleUrl;
  const isUpdating = config.updatePins || config.accept.length > 0;
  const run: ProjectVerification = {
    source,
    ownIndex:
      isElsewhere && source.origin === 'index'
        ? { source: indexEvidence(own, deps), title: own.title }
        : undefined,
    trust,
    filesAtOnce: pLimit(FILES_AT_ONCE),
    given,
    stray: strayEvidence(given, complete),
    historyDepth: isUpdating ? DEEP_HISTORY : SHALLOW_HISTORY,
    context: { policy: config.policy, demands: config.demands, now: deps.clock.now() },
    pinsOf: (project) => pinned.get(project) ?? [],
  };
  const items = await verifyAll(subjects, run);
  const { root, tufFailure } = await trust;
  // Where nothing was signed nothing was verified with it.
  const isUsed = tufFailure !== undefined && items.some(({ evidence }) => evidence !== 'none');
  if (isUsed) warnStaleRoot({ ...root, tufFailure }, deps.log);
  return report(items, config, root);
}

/** Where nothing but signatures of files was given, files at hand are judged by them. */
function signedBy(
  given: readonly GivenEvidence[],
  subjects: readonly VerificationSubject[],
): readonly VerificationSubject[] {
  if (given.length === 0 || !given.every(isFileSignature)) return subjects;
  return subjects.map((subject) =>
    subject.from === 'file' ? { ...subject, from: 'bundle' } : subject,
  );
}

async function verifyAll(
  subjects: readonly VerificationSubject[],
  run: ProjectVerification,
): Promise<readonly VerifiedItem[]> {
  const plain = subjects.filter(({ from }) => from === 'bundle');
  const aside = subjects.flatMap((subject) => {
    const places = [subject.project ?? '', ...(subject.movedFrom ?? [])];
    const pins = [...new Set(places)].flatMap(run.pinsOf);
    return setAside(subject, { ...run.context, pins }) ?? [];
  });
  const isAside = new Set(aside.map(({ subject }) => subject));
  const rest = subjects.filter((one) => one.from !== 'bundle' && !isAside.has(one));
  const projects = [...Map.groupBy(rest, ({ project }) => project ?? '')];
  const verified = await pLimit(PROJECTS_AT_ONCE).map(projects, ([project, own]) =>
    verifyProject(project, own, run),
  );
  const bundles = await pLimit(1).map(plain, (subject) => verifyBundle(subject, run));
  return inOrder([...verified.flat(), ...aside, ...bundles], subjects);
}

/** As they were asked for; what a release was expanded to stays together. */
function inOrder(
  items: readonly VerifiedItem[],
  subjects: readonly VerificationSubject[],
): readonly VerifiedItem[] {
  const place = new Map(subjects.map((subject, index) => [placeKey(subject), index] as const));
  return items.toSorted(
    (a, b) => (place.get(placeKey(a.subject)) ?? 0) - (place.get(placeKey(b.subject)) ?? 0),
  );
}

const placeKey = ({ project, version, at, path }: VerificationSubject): string =>
  JSON.stringify([project, version, at, path]);

/** Whether the run has several parts, and something in any of them that can be checked. */
function isPartOfMore({ shard, subjects }: VerifyConfig): boolean {
  const canBeChecked = ({ elsewhere, from, sha256 }: VerificationSubject) =>
    elsewhere === undefined && (from !== 'lock' || sha256 !== undefined);
  return shard !== undefined && shard.count > 1 && subjects.some(canBeChecked);
}

function report(
  judged: readonly VerifiedItem[],
  config: VerifyConfig,
  root: RootOfTrust,
): VerifyReport {
  const items = acceptChanges(judged, config.accept);
  const pins = changePins(config.pins, items, config);
  const pinChanges = pinDifferences(config.pins, pins);
  return {
    items,
    notes: config.notes,
    summary: summarize(items),
    root,
    exit: exitCode(items, { ...config, isPart: isPartOfMore(config) }),
    pinChanges,
    pinFile: pinChanges.length === 0 ? undefined : pinText(pins),
    proposedPinChanges:
      config.proposedPins === undefined ? [] : pinDifferences(config.pins, config.proposedPins),
  };
}

/**
 * The subjects that one of several jobs looks at. All files of a project go together, and each
 * project to the same part whatever else is asked for.
 * @param shard part `index` (from 1) of `count`
 */
function inShard(
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
