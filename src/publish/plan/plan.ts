import type { Distribution } from '../../packaging/distribution.ts';
import { formatVersion, parseVersion, type Version } from '../../packaging/version.ts';
import type { FileWarnings } from '../../preflight/preflight.ts';
import type { ProjectState } from '../../pypi/simple/project-state.ts';
import { mostDoubtful } from './most-doubtful.ts';

/**
 * `alone`: before every other file of its version, and of a run with several projects before the rest
 * of any: PyPI answers 500 to files that race to create a version, and a refusal leaves nothing
 * behind. `together`: several at once. `last`: an sdist after the wheels, or installers would build
 * from it what has a wheel.
 */
export type Turn = 'alone' | 'together' | 'last';

/** What will happen to a file, and why. */
export interface PlannedFile {
  readonly distribution: Distribution;
  /** `conflict` is also a file of this name of which the index does not give the SHA-256. */
  readonly action: 'upload' | 'identical' | 'conflict';
  /** When it is uploaded within its release; undefined where it is not. */
  readonly turn: Turn | undefined;
  /** The SHA-256 that the index has under this name, where it has one. */
  readonly indexSha256: string | undefined;
  /** Since when the index has it, where it says so; milliseconds since the epoch. */
  readonly indexTime?: number | undefined;
  /** Whether the index serves provenance for that file. */
  readonly isAttested: boolean;
}

/** One version of one project. */
export interface PlannedRelease {
  readonly project: string;
  readonly version: string;
  /** Whether the index has no file of this version yet, or that is unknown. */
  readonly isNew: boolean;
  /** Whether the index answered that it does not have the project. */
  readonly isNewProject: boolean;
  /** Wheels, those with warnings first, then by name; then the sdist. */
  readonly files: readonly PlannedFile[];
}

/** The plan of a release: shown, executed and reported. */
export interface ReleasePlan {
  readonly releases: readonly PlannedRelease[];
}

/**
 * Plans every file against what the index has.
 * @param states by project, in normal form
 * @param warnings what preflight said of each file: doubtful ones go first
 */
export function planRelease(
  distributions: readonly Distribution[],
  states: ReadonlyMap<string, ProjectState>,
  warnings: FileWarnings = new Map(),
): ReleasePlan {
  const groups = Map.groupBy(
    distributions,
    ({ project, parsedFilename }) => `${project}\n${releaseKey(parsedFilename.version)}`,
  );
  const compared = [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const { project, version } = first;
    const state = states.get(project);
    const isNew = !hasVersion(state, version);
    const isNewProject = state?.kind === 'missing';
    const files = group
      .toSorted((a, b) => uploadOrder(a, b, warnings))
      .map((file) => planFile(file, state));
    return [{ project, version, isNew, isNewProject, files }];
  });
  const toUpload = compared.filter(({ files }) => files.some(isUpload));
  const areSeveral = new Set(toUpload.map(({ project }) => project)).size > 1;
  const releases = compared.map((release) => {
    const files = release.files.filter(isUpload).map(({ distribution }) => distribution);
    const wheels = files.filter(({ parsedFilename }) => parsedFilename.kind === 'wheel');
    const first =
      release.isNew || areSeveral
        ? mostDoubtful(wheels.length > 0 ? wheels : files, warnings)
        : undefined;
    return { ...release, files: inTurns(release.files, first) };
  });
  return { releases };
}

/** Every file with one action, over all releases. */
export function filesToDo(
  plan: ReleasePlan,
  action: PlannedFile['action'],
): readonly PlannedFile[] {
  return plan.releases.flatMap(({ files }) => files.filter((file) => file.action === action));
}

function inTurns(
  files: readonly ComparedFile[],
  first: Distribution | undefined,
): readonly PlannedFile[] {
  return files.map((file) => ({ ...file, turn: turnOf(file, file.distribution === first) }));
}

function isUpload({ action }: ComparedFile): boolean {
  return action === 'upload';
}

function turnOf({ action, distribution }: ComparedFile, isFirst: boolean): Turn | undefined {
  if (action !== 'upload') return undefined;
  if (isFirst) return 'alone';
  return distribution.parsedFilename.kind === 'sdist' ? 'last' : 'together';
}

type ComparedFile = Omit<PlannedFile, 'turn'>;

function planFile(distribution: Distribution, state: ProjectState | undefined): ComparedFile {
  const listed =
    state?.kind === 'exists'
      ? state.page.files.find(({ filename }) => filename === distribution.filename)
      : undefined;
  const indexSha256 = listed?.hashes['sha256']?.toLowerCase();
  if (!listed) {
    return { distribution, action: 'upload', indexSha256: undefined, isAttested: false };
  }
  const action = indexSha256 === distribution.sha256 ? 'identical' : 'conflict';
  const time = Date.parse(listed['upload-time'] ?? '');
  const indexTime = Number.isNaN(time) ? undefined : time;
  const isAttested = typeof listed.provenance === 'string';
  return { distribution, action, indexSha256, indexTime, isAttested };
}

function hasVersion(state: ProjectState | undefined, version: string): boolean {
  const wanted = parseVersion(version);
  if (state?.kind !== 'exists' || !wanted) return false;
  const listed = state.page.versions?.map(parseVersion) ?? [];
  return listed.some((one) => one && releaseKey(one) === releaseKey(wanted));
}

/** A text that is the same for versions that are one release to an index, as `1.0` and `1.0.0` are. */
export function releaseKey(version: Version): string {
  const significant = version.release.findLastIndex((part) => part !== '0');
  return formatVersion({
    ...version,
    release: version.release.slice(0, Math.max(1, significant + 1)),
  });
}

function uploadOrder(a: Distribution, b: Distribution, warnings: FileWarnings): number {
  const rank = ({ parsedFilename }: Distribution) => (parsedFilename.kind === 'wheel' ? 0 : 1);
  const doubts = ({ filename }: Distribution) => warnings.get(filename)?.length ?? 0;
  return rank(a) - rank(b) || doubts(b) - doubts(a) || (a.filename < b.filename ? -1 : 1);
}

/** What is done with a file, for programs. */
type PlannedAction = 'upload' | 'none' | 'keep' | 'stop';

/**
 * The plan of a release as JSON: the action's output `plan`.
 * @param keepsExisting whether files that the index has with other bytes stay as they are
 */
export function planData(
  { releases }: ReleasePlan,
  keepsExisting: boolean,
): readonly Readonly<Record<string, unknown>>[] {
  return releases.map(({ project, version, isNew, files }) => ({
    project,
    version,
    new: isNew,
    files: files.map((file) => ({
      name: file.distribution.filename,
      action: plannedAction(file, keepsExisting),
      turn: file.turn ?? null,
      why: plannedWhy(file),
    })),
  }));
}

/** Why a file is treated as it is, in words. */
export function plannedWhy({ action, turn, isAttested, indexSha256 }: PlannedFile): string {
  if (action === 'identical') {
    return `the same bytes were there already, ${isAttested ? 'attested' : 'not attested'}`;
  }
  if (action === 'conflict') {
    return indexSha256 === undefined
      ? 'the index has a file of this name, and does not say with which bytes'
      : `the index has other bytes (SHA-256 ${indexSha256})`;
  }
  if (turn === 'alone') return 'new; goes first, as the most likely to be refused';
  return turn === 'last' ? 'new; after the wheels of its version' : 'new';
}

function plannedAction({ action }: PlannedFile, keepsExisting: boolean): PlannedAction {
  if (action === 'upload') return 'upload';
  if (action === 'identical') return 'none';
  return keepsExisting ? 'keep' : 'stop';
}
