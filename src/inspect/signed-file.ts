import { stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { sha256File } from '../archives/sha256.ts';
import { readRegularFile } from '../files/regular-file.ts';
import type { Distribution } from '../packaging/distribution.ts';
import { distributionKey, parseDistributionFilename } from '../packaging/distribution-filename.ts';
import type { SignedDocument } from '../sigstore/read/signed-document.ts';
import type { FileBeside } from './report.ts';

/** A file that a bundle signs without a statement is held in memory whole. */
const MAX_SIGNED_BYTES = 1024 * 1024 * 1024;

/**
 * The file that a signed document is about: one of the distributions at hand, or a file in
 * the same folder.
 * @param path where the document lies
 */
export async function fileBeside(
  document: SignedDocument,
  path: string,
  distributions: readonly Distribution[],
): Promise<FileBeside | undefined> {
  const [subject] = document.subjects;
  const sha256 = subject?.digests.get('sha256')?.toLowerCase();
  if (subject === undefined || sha256 === undefined) return undefined;
  const given =
    distributions.find((file) => file.sha256 === sha256) ??
    nearest(
      distributions.filter(({ filename }) => isNamed(filename, subject.name)),
      path,
    );
  if (given) return { path: given.path, same: given.sha256 === sha256 };
  const neighbour = neighbourPath(path, subject.name);
  if (neighbour === undefined) return undefined;
  const found = await stat(neighbour).catch(() => undefined);
  if (!found?.isFile()) return undefined;
  const digest = await sha256File(neighbour);
  return { path: neighbour, same: digest.sha256 === sha256 };
}

/** The one in the folder of a document, or any. */
function nearest(files: readonly Distribution[], path: string): Distribution | undefined {
  return files.find((file) => dirname(file.path) === dirname(path)) ?? files[0];
}

/** The bytes that a bundle without a statement signs, where they are here. */
export async function bytesOf(
  { predicateType, subjects }: SignedDocument,
  beside: FileBeside | undefined,
): Promise<Buffer | undefined> {
  const isMessage = predicateType === undefined && subjects[0]?.name === undefined;
  if (!isMessage || !beside?.same) return undefined;
  const bytes = await readRegularFile(beside.path, MAX_SIGNED_BYTES);
  return typeof bytes === 'string' ? undefined : bytes;
}

function isNamed(filename: string, name: string | undefined): boolean {
  if (name === undefined) return false;
  const key = distributionKey(name);
  return key === undefined ? filename === name : distributionKey(filename) === key;
}

/** Names from a document lead nowhere else: only a distribution's plain name is looked for. */
function neighbourPath(path: string, name: string | undefined): string | undefined {
  const own = basename(path).replace(/\.sigstore(?:\.json)?$/, '');
  if (name === undefined) return own === basename(path) ? undefined : join(dirname(path), own);
  const isPlain = !/[\\/\0]/.test(name) && parseDistributionFilename(name) !== undefined;
  return isPlain ? join(dirname(path), name) : undefined;
}
