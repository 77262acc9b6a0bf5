import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { PublishError } from '../errors.ts';
import { parseDistributionFilename } from '../packaging/distribution-filename.ts';
import type { DistributionCandidate } from './candidate.ts';

/** The files of a directory or a set of patterns, told apart by their endings. */
export interface FoundFiles {
  /** Sorted by file name. */
  readonly distributions: readonly DistributionCandidate[];
  /** Absolute paths of files that are no distributions, sorted. Files that begin with a dot are left out. */
  readonly strays: readonly string[];
  /** Absolute paths of the folders among them. */
  readonly folders: readonly string[];
  /** Patterns that match nothing. */
  readonly unmatched: readonly string[];
}

/** `.zip` was an sdist's ending before PEP 625; such files get a reason of their own later. */
export function isDistributionName(filename: string): boolean {
  return !filename.startsWith('.') && /\.(?:whl|tar\.gz|zip)$/.test(filename);
}

/** What a path leads to. */
export type SortedFile =
  | { readonly kind: 'distribution'; readonly candidate: DistributionCandidate }
  /** A file that is not a distribution. */
  | { readonly kind: 'stray' }
  | { readonly kind: 'directory' }
  /** A file or directory whose name begins with a dot. */
  | { readonly kind: 'hidden' };

/**
/**
 * Sorts one path. A directory (or a device, or a link to nothing) named like a distribution is an
 * error.
 * @throws PublishError `invalid-distribution`
 */
export async function sortFile(path: string): Promise<SortedFile> {
  const filename = basename(path);
  if (filename.startsWith('.')) return { kind: 'hidden' };
  const kind = await kindOf(path);
  if (!isDistributionName(filename)) return { kind: kind === 'directory' ? kind : 'stray' };
  if (kind !== 'file') throw notAFile(path, kind);
  return { kind: 'distribution', candidate: { path, filename } };
}

/**
 * Whether a name can only be a distribution's: any `.whl`, and a `.tar.gz` that reads as an
 * sdist's. `docs-1.0.zip` and `tool-linux.tar.gz` are any file's.
 */
export function isSurelyDistribution(filename: string): boolean {
  if (filename.endsWith('.whl')) return true;
  return filename.endsWith('.tar.gz') && parseDistributionFilename(filename) !== undefined;
}

/**
 * Sorts paths into distributions, strays and folders; hidden files are left out. Two files of one
 * name are an error, as what {@link sortFile} refuses: an index could take only one of them.
 */
export async function sortFiles(paths: Iterable<string>): Promise<FoundFiles> {
  const distributions = new Map<string, DistributionCandidate>();
  const strays: string[] = [];
  const folders: string[] = [];
  for (const path of new Set(paths)) {
    const sorted = await sortFile(path);
    if (sorted.kind === 'stray') strays.push(path);
    if (sorted.kind === 'directory') folders.push(path);
    if (sorted.kind !== 'distribution') continue;
    const { filename } = sorted.candidate;
    const other = distributions.get(filename);
    if (other !== undefined) {
      throw twoOfOneName(other.path, path);
    }
    distributions.set(filename, sorted.candidate);
  }
  return {
    distributions: [...distributions.values()].sort((a, b) => (a.filename < b.filename ? -1 : 1)),
    strays: strays.sort(),
    folders: folders.sort(),
    unmatched: [],
  };
}

type Kind = 'file' | 'directory' | 'link to nothing' | 'special file';

/** Follows links; a link that leads nowhere or in a circle is one to nothing. */
async function kindOf(path: string): Promise<Kind> {
  try {
    const found = await stat(path);
    if (found.isDirectory()) {
      return 'directory';
    }
    return found.isFile() ? 'file' : 'special file';
  } catch {
    return 'link to nothing';
  }
}

function notAFile(path: string, kind: Kind): PublishError {
  return new PublishError({
    code: 'invalid-distribution',
    message: `${path} is named like a distribution, but is a ${kind}.`,
    remedy:
      kind === 'directory'
        ? 'Distributions are single files. If a download step made a folder of this name, look for the file inside of it, or set `merge-multiple: true` on that step.'
        : 'Put the file itself there.',
  });
}

function twoOfOneName(first: string, second: string): PublishError {
  return new PublishError({
    code: 'invalid-configuration',
    message: `Two files have the same name, so an index could accept only one of them: ${first} and ${second}.`,
    remedy:
      'Most often several jobs of a matrix built the same file: let one of them build it. Otherwise narrow the patterns, or remove one of the two.',
  });
}
