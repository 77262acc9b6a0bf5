import fs, { readdir, stat } from 'node:fs/promises';
import { basename, relative, resolve } from 'node:path';
import { isDistributionName } from '../../distributions/found-files.ts';
import { parseDistributionFilename } from '../../packaging/distribution-filename.ts';
import { normalizeProjectName } from '../../packaging/project-name.ts';
import { parseVersion } from '../../packaging/version.ts';
import { isKnownLock, knownLocks } from './known-locks.ts';
import { hasBundleBeside } from './signed-targets.ts';
import type { Target } from './target.ts';

/** What texts stand for, and what is wrong with those that stand for nothing. */
interface FoundTargets {
  readonly targets: readonly Target[];
  readonly problems: readonly string[];
}

/**
 * Recognises targets: a file by its name, a folder by what lies in it, `name==version`, `sha256:…`, or a
 * glob of files. A file that exists is meant by its name, whatever characters it has.
 * @param isElsewhere whether locks are read from somewhere else than the workspace
 */
export async function findTargets(
  texts: readonly string[],
  workspace: string,
  isElsewhere: boolean,
): Promise<FoundTargets> {
  const targets: Target[] = [];
  const problems: string[] = [];
  for (const text of texts) {
    const found =
      isElsewhere && LOCK.test(text)
        ? [fileTarget(text, workspace)]
        : await targetsOf(text, workspace);
    targets.push(...found);
    if (found.length === 0) problems.push(nothing(text));
  }
  return { targets, problems };
}

async function targetsOf(text: string, workspace: string): Promise<readonly Target[]> {
  const path = resolve(workspace, text);
  const found = await stat(path).catch(() => undefined);
  if (found?.isDirectory()) return inFolder(text, workspace);
  if (found) return [fileTarget(text, workspace)];
  const [, sha256] = DIGEST.exec(text) ?? [];
  if (sha256 !== undefined) return [{ kind: 'digest', sha256 }];
  const release = releaseTarget(text);
  if (release) return [release];
  return matching(text, workspace);
}

async function inFolder(folder: string, workspace: string): Promise<readonly Target[]> {
  const path = resolve(workspace, folder);
  if (await isEnvironment(path)) return [{ kind: 'environment', path }];
  const locks = await knownLocks(path);
  const verifiable = await verifiableIn(folder, workspace);
  return [...verifiable, ...locks.map((lock) => fileTarget(lock, workspace))];
}

/** A virtual environment (PEP 405), or a folder that something is installed in. */
async function isEnvironment(path: string): Promise<boolean> {
  const names = await readdir(path).catch(() => []);
  return names.some((name) => name === 'pyvenv.cfg' || name.endsWith('.dist-info'));
}

/**
 * What a folder holds besides locks: distributions, what ends as one and is none by its name, and files
 * with a bundle next to them.
 */
async function verifiableIn(folder: string, workspace: string): Promise<Target[]> {
  const targets = await matching(`${folder.replaceAll('\\', '/').replace(/\/$/, '')}/*`, workspace);
  const isMeant = await Promise.all(
    targets.map(async (target) => {
      if (target.kind === 'distribution') return true;
      if (target.kind === 'signed-file' && isDistributionName(basename(target.path))) return true;
      const path = resolve(workspace, target.path);
      return !isKnownLock(path) && (await hasBundleBeside(path));
    }),
  );
  return targets.filter((_, index) => isMeant[index]);
}

type FileTarget = Extract<Target, { readonly path: string }>;

async function matching(pattern: string, workspace: string): Promise<FileTarget[]> {
  if (!/[*?[{]/.test(pattern)) return [];
  const paths: string[] = [];
  for await (const path of fs.glob(pattern.replaceAll('\\', '/'), { cwd: workspace })) {
    const found = await stat(resolve(workspace, path)).catch(() => undefined);
    if (found?.isFile()) paths.push(path);
  }
  return paths
    .sort()
    .filter((path) => !isEvidence(path))
    .map((path) => fileTarget(path, workspace));
}

/** Evidence lies beside what it is about, where a glob finds both. */
const isEvidence = (path: string): boolean =>
  /\.(?:attestation|provenance|sigstore|sigstore\.json)$/.test(path);

/** Those of conda are named as what they are: locks that are not known here. */
const LOCK = /\.(?:toml|lock|txt|in|json)$|(?:^|[\\/])(?:environment|conda-lock)\.ya?ml$/i;

/**
 * What a file is by its name. An ending alone makes no distribution: a name that no installer
 * accepts belongs to no project, and such a file is verified by its signature.
 */
function fileTarget(text: string, workspace: string): FileTarget {
  const path = resolve(workspace, text);
  const name = basename(path);
  if (isDistributionName(name) && parseDistributionFilename(name) !== undefined) {
    return { kind: 'distribution', path };
  }
  return LOCK.test(text)
    ? { kind: 'lock', path: pathInCheckout(path, workspace) }
    : { kind: 'signed-file', path };
}

/** A path below the workspace as it is in the repository, also where an absolute one was given. */
export function pathInCheckout(path: string, workspace: string): string {
  const short = relative(workspace, resolve(workspace, path));
  return (short.startsWith('..') ? path : short).replaceAll('\\', '/');
}

function nothing(text: string): string {
  if (/^[A-Za-z0-9][\w.-]*$/.test(text) && !text.includes('.')) {
    return `"${text}" is no file, and no release: write ${text}==VERSION.`;
  }
  return `"${text}" names no file, no folder with packages or lock files, and no release (name==version).`;
}

/** As sigstore-conformance and `gh attestation` write it; a file of such a name is meant as a file. */
const DIGEST = /^sha256:([0-9a-f]{64})$/;

/** A name, its extras and a version have some dozens. */
const MOST_CHARACTERS = 1000;

/** `name==version`, extras and spaces as PEP 508 allows them, and nothing else. */
const PINNED =
  /^([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)\s*(?:\[[A-Za-z0-9._,\s-]*\])?\s*={2,3}\s*(\S+)$/;

/** Reads a pinned requirement; undefined where the text is none. */
export function releaseTarget(text: string): (Target & { readonly kind: 'release' }) | undefined {
  const [, name, version] = text.length > MOST_CHARACTERS ? [] : (PINNED.exec(text.trim()) ?? []);
  if (name === undefined || version === undefined || !parseVersion(version)) return undefined;
  return { kind: 'release', project: normalizeProjectName(name), version };
}
