// What is read of versions, names, file names and core metadata, judged by Python's packaging.
import { basename, resolve } from 'node:path';
import { readSdist } from '../../src/distributions/sdist.ts';
import { readWheel } from '../../src/distributions/wheel.ts';
import { parseCoreMetadata } from '../../src/packaging/core-metadata.ts';
import { parseDistributionFilename } from '../../src/packaging/distribution-filename.ts';
import { isProjectName, normalizeProjectName } from '../../src/packaging/project-name.ts';
import { formatVersion, parseVersion } from '../../src/packaging/version.ts';
import { compareVersions } from '../../src/packaging/version-order.ts';
import { mustRun } from '../process.ts';
import {
  filenameText,
  metadataBytes,
  nameText,
  nearVersionText,
  versionText,
  withBrokenBytes,
} from './cases.ts';
import { chance } from './chance.ts';
import { metadataDifference } from './metadata-difference.ts';

const JUDGE = resolve(import.meta.dirname, 'judge.py');

export interface PackagingInput {
  /** A Python that has packaging. */
  readonly python: string;
  /** Where the judge runs; nothing is written. */
  readonly workDir: string;
  /** Paths of real wheels and sdists, whose metadata and mutants of it are compared too. */
  readonly distributions?: readonly string[];
}

export interface PackagingResult {
  readonly checked: number;
  /** One line each. */
  readonly disagreements: string[];
}

interface Answers {
  readonly versions: readonly (string | null)[];
  readonly pairs: readonly number[];
  readonly names: readonly (string | null)[];
  readonly filenames: readonly (readonly unknown[] | null)[];
  readonly metadata: readonly Readonly<Record<string, unknown>>[];
  readonly distributions: readonly Readonly<Record<string, unknown>>[];
}

/** Compares some sixty thousand verdicts; the same ones in every run. */
export async function run(input: PackagingInput): Promise<PackagingResult> {
  const { integer, ...dice } = chance(440);
  const source = { integer, ...dice };
  const many = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make);
  const distributions = [...(input.distributions ?? [])].sort();
  const read = await Promise.all(distributions.map(metadataOf));

  const versions = [
    ...many(8000, () => versionText(source)),
    ...many(2000, () => nearVersionText(source)),
  ];
  const valid = [...versions.keys()].filter((index) => parseVersion(versions[index] ?? ''));
  const pairs = many(40_000, () => [source.pick(valid), source.pick(valid)] as const);
  const names = many(2000, () => nameText(source));
  const filenames = [
    ...many(6000, () => filenameText(source)),
    ...distributions.map((path) => basename(path)),
  ];
  const metadata = [
    ...many(3000, () => metadataBytes(source)),
    ...read.flatMap((bytes) => many(50, () => withBrokenBytes(source, bytes))),
  ];

  const asked = { versions, names, filenames, distributions };
  const encoded = metadata.map((bytes) => bytes.toString('base64'));
  const validity = await ask(input, { ...asked, pairs: [], metadata: encoded });
  const disagreements = [
    ...versions.flatMap((text, index) =>
      difference(`version ${JSON.stringify(text)}`, normalForm(text), validity.versions[index]),
    ),
    ...names.flatMap((text, index) => {
      const ours = isProjectName(text) ? normalizeProjectName(text) : null;
      return difference(`name ${JSON.stringify(text)}`, ours, validity.names[index]);
    }),
    ...filenames.flatMap((text, index) =>
      difference(
        `file name ${JSON.stringify(text)}`,
        filenameView(text),
        validity.filenames[index],
      ),
    ),
    ...metadata.flatMap((bytes, index) => {
      const found = metadataDifference(parseCoreMetadata(bytes), validity.metadata[index] ?? {});
      return found === undefined
        ? []
        : [`metadata ${JSON.stringify(bytes.toString('latin1'))}: ${found}`];
    }),
    ...read.flatMap((bytes, index) => {
      const found = metadataDifference(
        parseCoreMetadata(bytes),
        validity.distributions[index] ?? {},
      );
      return found === undefined ? [] : [`${distributions[index]}: ${found}`];
    }),
  ];
  if (disagreements.length === 0) {
    // Only now is it known that the judge takes each of them for a version.
    const orders = await ask(input, {
      versions,
      pairs,
      names: [],
      filenames: [],
      metadata: [],
      distributions: [],
    });
    disagreements.push(
      ...pairs.flatMap(([i, j], index) => {
        const [a, b] = [versions[i] ?? '', versions[j] ?? ''];
        return difference(`order of ${JSON.stringify([a, b])}`, order(a, b), orders.pairs[index]);
      }),
    );
  }
  const checked = [versions, pairs, names, filenames, metadata, distributions];
  return { checked: checked.reduce((sum, each) => sum + each.length, 0), disagreements };
}

async function ask(input: PackagingInput, asked: object): Promise<Answers> {
  const options = { cwd: input.workDir, input: JSON.stringify(asked) };
  return JSON.parse(await mustRun(input.python, [JUDGE], options));
}

/** The bytes of METADATA or PKG-INFO. */
export async function metadataOf(path: string): Promise<Buffer> {
  const candidate = { path, filename: basename(path) };
  const read = path.endsWith('.whl') ? readWheel : readSdist;
  return Buffer.from((await read(candidate)).metadata);
}

function normalForm(text: string): string | null {
  const version = parseVersion(text);
  return version === undefined ? null : formatVersion(version);
}

function order(a: string, b: string): number | null {
  const [x, y] = [parseVersion(a), parseVersion(b)];
  return x === undefined || y === undefined ? null : compareVersions(x, y);
}

function filenameView(text: string): readonly unknown[] | null {
  const read = parseDistributionFilename(text);
  if (read === undefined) {
    return null;
  }
  const identity = [read.project, formatVersion(read.version)];
  if (read.kind === 'sdist') {
    return identity;
  }
  const [digits, rest] = read.build ?? [];
  const number = digits === undefined ? null : String(BigInt(digits));
  return [...identity, number, rest ?? null, read.tags];
}

function difference(what: string, ours: unknown, theirs: unknown): string[] {
  const [a, b] = [JSON.stringify(ours), JSON.stringify(theirs)];
  return a === b ? [] : [`${what}: ${a} against ${b}`];
}
