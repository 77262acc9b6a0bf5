import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import pLimit from 'p-limit';
import { ArchiveDefect } from '../../archives/archive-defect.ts';
import { readWheelRecord } from '../../distributions/wheel-record.ts';
import type { RetryDeps } from '../../http/retry.ts';
import { compareFile } from '../../lockfiles/environment/installed-file.ts';
import { parseWheelFilename } from '../../packaging/distribution-filename.ts';
import type { RecordEntry } from '../../packaging/record.ts';
import { parseWheelFile } from '../../packaging/wheel-file.ts';
import { versionKey } from '../../provenance/project-listing.ts';
import type { VerificationSubject } from '../../provenance/subject.ts';
import { downloadFile } from '../../pypi/simple/download.ts';
import { fetchListing, type ReadIndex } from '../../pypi/simple/project-state.ts';
import type { SimpleFile } from '../../pypi/simple/simple-api.ts';

/** Wheels are held in memory one at a time while they are fetched; two overlap. */
const AT_ONCE = 2;

/** What the wheels of installed distributions are compared with, and where they are put meanwhile. */
export interface Comparison {
  readonly index: ReadIndex;
  readonly tempDirectory: string;
}

/**
 * Compares each installed distribution with the wheel that it came from: the one of its release
 * whose tags are those of the installed WHEEL file. Its file name and SHA-256 are known then.
 */
export async function compareInstalled(
  subjects: readonly VerificationSubject[],
  comparison: Comparison,
  deps: RetryDeps,
): Promise<readonly VerificationSubject[]> {
  const directory = await mkdtemp(join(comparison.tempDirectory, 'pypi-trusted-publish-wheels-'));
  try {
    return await pLimit(AT_ONCE).map(subjects, (subject) =>
      subject.from === 'environment' && subject.elsewhere === undefined
        ? compared(subject, { ...comparison, tempDirectory: directory }, deps)
        : subject,
    );
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function compared(
  subject: VerificationSubject,
  { index, tempDirectory }: Comparison,
  deps: RetryDeps,
): Promise<VerificationSubject> {
  const { project = '', version = '', at } = subject;
  const distInfo = at?.path ?? '';
  const answer = await fetchListing(project, index, deps);
  if (answer.kind === 'unavailable') return { ...subject, notCompared: answer.reason };
  const files = answer.kind === 'listed' ? answer.page.files : [];
  const wheel = await originalWheel(files, subject, version, distInfo);
  if (wheel === undefined) return { ...subject, buildsLocally: true };
  const download = await downloadFile(wheel, index, deps);
  if (download.kind === 'unavailable') return { ...subject, notCompared: download.reason };
  const path = join(tempDirectory, wheel.sha256);
  await writeFile(path, download.bytes);
  try {
    const record = await readWheelRecord(path, wheel.filename);
    const { filename, sha256 } = wheel;
    return { ...subject, filename, sha256, differingFiles: differing(record, distInfo) };
  } catch (cause) {
    if (!(cause instanceof ArchiveDefect)) throw cause;
    return { ...subject, notCompared: `${wheel.filename} ${cause.message}.` };
  } finally {
    await rm(path, { force: true });
  }
}

interface Wheel {
  readonly filename: string;
  readonly url: string;
  readonly sha256: string;
}

async function originalWheel(
  files: readonly SimpleFile[],
  subject: VerificationSubject,
  version: string,
  distInfo: string,
): Promise<Wheel | undefined> {
  const text = await readFile(join(distInfo, 'WHEEL')).catch(() => Buffer.alloc(0));
  const tags = parseWheelFile(text).tags.join(' ');
  const wanted = versionKey(version);
  const found = files.find(({ filename, hashes }) => {
    if (subject.sha256 !== undefined) return hashes['sha256'] === subject.sha256;
    const parsed = parseWheelFilename(filename);
    const isVersion = versionKey(filename.split('-', 2)[1] ?? '') === wanted;
    return parsed !== undefined && isVersion && parsed.tags.join(' ') === tags;
  });
  const sha256 = found?.hashes['sha256']?.toLowerCase();
  return found && sha256 !== undefined && /^[0-9a-f]{64}$/.test(sha256)
    ? { filename: found.filename, url: found.url, sha256 }
    : undefined;
}

/** Installers write these themselves. */
const REWRITTEN = /(?:^|\/)[^/]+\.dist-info\/(?:RECORD|INSTALLER|REQUESTED|direct_url\.json)$/;

/** Files of a wheel that are not as in it, by their paths in the wheel. */
function differing(record: ReadonlyMap<string, RecordEntry>, distInfo: string): readonly string[] {
  const sitePackages = dirname(distInfo);
  return [...record].flatMap(([path, entry]) => {
    const place = installedPath(path);
    if (place === undefined || entry.algorithm === '') return [];
    return compareFile(join(sitePackages, place), entry) === 'unchanged' ? [] : [path];
  });
}

/**
 * Where an installer puts a file of a wheel, below site-packages (PEP 427). Scripts get another
 * first line, headers and data lie elsewhere: undefined.
 */
function installedPath(path: string): string | undefined {
  if (REWRITTEN.test(path) || path.split('/').includes('..') || path.startsWith('/')) {
    return undefined;
  }
  const [, scheme, rest] = /^[^/]+\.data\/([^/]+)\/(.+)$/.exec(path) ?? [];
  if (scheme === undefined) return path;
  return scheme === 'purelib' || scheme === 'platlib' ? rest : undefined;
}
