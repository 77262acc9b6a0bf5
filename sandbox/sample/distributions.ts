import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tarGzOf } from './tar.ts';
import { zipOf } from './zip.ts';

const METADATA = `Metadata-Version: 2.4
Name: sample-project
Version: 1.0.0
Summary: A project that is published to a sandbox.
Requires-Python: >=3.9
Project-URL: Source, https://github.com/acme/widget
Description-Content-Type: text/markdown

# sample-project

It says hello.
`;
const MODULE = 'def hello() -> str:\n    return "hello"\n';
const INFO = 'sample_project-1.0.0.dist-info';

/** The tag of the sample's one wheel. */
const PURE = ['py3-none-any'];

/** Tags of a release that goes on for a while. */
export const FOUR_TAGS: readonly string[] = ['cp310', 'cp311', 'cp312', 'cp313'].map(
  (python) => `${python}-${python}-win_amd64`,
);

/** Writes wheels with these tags and an sdist of `sample-project` 1.0.0; returns their paths. */
export async function writeSampleDistributions(
  directory: string,
  tags: readonly string[] = PURE,
): Promise<string[]> {
  const files: readonly (readonly [string, Buffer])[] = [
    ...tags.map((tag) => [`sample_project-1.0.0-${tag}.whl`, sampleWheel(tag)] as const),
    ['sample_project-1.0.0.tar.gz', sampleSdist()],
  ];
  return Promise.all(
    files.map(async ([name, bytes]) => {
      const path = join(directory, name);
      await writeFile(path, bytes);
      return path;
    }),
  );
}

function sampleWheel(tag: string): Buffer {
  const isPure = tag.endsWith('-none-any');
  const members = new Map([
    ['sample_project/__init__.py', MODULE],
    [`${INFO}/METADATA`, METADATA],
    [
      `${INFO}/WHEEL`,
      `Wheel-Version: 1.0\nGenerator: sandbox\nRoot-Is-Purelib: ${isPure}\nTag: ${tag}\n`,
    ],
  ]);
  const record = [...members].map(([path, text]) => {
    const digest = createHash('sha256').update(text).digest('base64url');
    return `${path},sha256=${digest},${Buffer.byteLength(text)}\n`;
  });
  members.set(`${INFO}/RECORD`, `${record.join('')}${INFO}/RECORD,,\n`);
  return zipOf(members);
}

function sampleSdist(): Buffer {
  const top = 'sample_project-1.0.0';
  const project =
    '[build-system]\nrequires = ["setuptools"]\nbuild-backend = "setuptools.build_meta"\n\n[project]\nname = "sample-project"\nversion = "1.0.0"\n';
  return tarGzOf(
    new Map([
      [`${top}/PKG-INFO`, METADATA],
      [`${top}/pyproject.toml`, project],
      [`${top}/src/sample_project/__init__.py`, MODULE],
    ]),
  );
}
