import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tarGzOf } from '../../sandbox/sample/tar.ts';
import { makePayload } from './payload.ts';
import { METADATA, NAME, PROJECT, VERSION, writeWheel } from './wheel.ts';

/** Distributions of one new release. */
export interface CorpusShape {
  readonly title: string;
  readonly wheels: number;
  readonly sdists: 0 | 1;
  /** Members of each wheel beside its metadata. */
  readonly members: number;
  /** Bytes of each of these, packed. */
  readonly memberBytes: number;
}

const KIB = 1024;
const MIB = 1024 * KIB;

export const PAIR: CorpusShape = {
  title: '1 wheel + 1 sdist',
  wheels: 1,
  sdists: 1,
  members: 8,
  memberBytes: 4 * KIB,
};
export const TWENTY: CorpusShape = { ...PAIR, title: '20 wheels', wheels: 20, sdists: 0 };
export const FORTY: CorpusShape = { ...TWENTY, title: '40 wheels', wheels: 40 };
export const HUNDRED: CorpusShape = {
  title: '100 wheels of 1 MB',
  wheels: 100,
  sdists: 0,
  members: 16,
  memberBytes: 64 * KIB,
};
export const LARGE: CorpusShape = {
  title: '1 wheel of 500 MB',
  wheels: 1,
  sdists: 0,
  members: 126,
  memberBytes: 4 * MIB,
};
export const MIDDLING: CorpusShape = { ...LARGE, title: '1 wheel of 52 MB', members: 13 };
export const SMALL_HUNDRED: CorpusShape = { ...TWENTY, title: '100 small wheels', wheels: 100 };
export const SMALL_THOUSAND: CorpusShape = { ...TWENTY, title: '1000 small wheels', wheels: 1000 };

/**
 * Writes the distributions of a corpus into a new folder.
 *
 * @returns Their paths, sorted by name as a shell would.
 */
export async function writeCorpus(directory: string, shape: CorpusShape): Promise<string[]> {
  await mkdir(directory);
  const payload = makePayload(shape.memberBytes);
  const paths: string[] = [];
  for (let build = 1; build <= shape.wheels; build++) {
    paths.push(await writeWheel(directory, build, payload, shape.members));
  }
  if (shape.sdists === 1) paths.push(await writeSdist(directory));
  return paths.sort();
}

async function writeSdist(directory: string): Promise<string> {
  const top = `${NAME}-${VERSION}`;
  const path = join(directory, `${top}.tar.gz`);
  const project = `[build-system]\nrequires = ["setuptools"]\nbuild-backend = "setuptools.build_meta"\n\n[project]\nname = "${PROJECT}"\nversion = "${VERSION}"\n`;
  const sdist = tarGzOf(
    new Map([
      [`${top}/PKG-INFO`, METADATA],
      [`${top}/pyproject.toml`, project],
      [`${top}/src/${NAME}/__init__.py`, 'BUILD = 0\n'],
    ]),
  );
  await writeFile(path, sdist);
  return path;
}
