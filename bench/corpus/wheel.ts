import { join } from 'node:path';
import { type Payload, packed } from './payload.ts';
import { type PackedMember, writeZip } from './zip-writer.ts';

export const PROJECT = 'bench-project';
export const VERSION = '1.0.0';
export const NAME = 'bench_project';

const INFO = `${NAME}-${VERSION}.dist-info`;
const PARAGRAPH =
  'A paragraph of a description, as long as those that people write about what they publish. ';

export const METADATA = `Metadata-Version: 2.4
Name: ${PROJECT}
Version: ${VERSION}
Summary: Distributions to measure publishing with.
Author-email: Nobody <nobody@example.com>
License-Expression: MIT
Classifier: Development Status :: 5 - Production/Stable
Classifier: Programming Language :: Python :: 3
Requires-Python: >=3.9
Requires-Dist: requests>=2.31
Project-URL: Source, https://github.com/acme/widget
Description-Content-Type: text/markdown

# ${PROJECT}

${`${PARAGRAPH.repeat(4)}\n\n`.repeat(8)}`;

/**
 * Writes a wheel with a build tag, so that one release can have any number.
 *
 * @param payload Content of each of its members.
 * @param count How many members.
 * @returns Its path.
 */
export async function writeWheel(
  directory: string,
  build: number,
  payload: Payload,
  count: number,
): Promise<string> {
  const wheelFile = `Wheel-Version: 1.0\nGenerator: bench\nRoot-Is-Purelib: true\nTag: py3-none-any\nBuild: ${build}\n`;
  const members: (PackedMember & Payload)[] = [
    ...Array.from({ length: count }, (_, at) => ({ path: `${NAME}/part_${at}.bin`, ...payload })),
    { path: `${NAME}/__init__.py`, ...packed(Buffer.from(`BUILD = ${build}\n`)) },
    { path: `${INFO}/METADATA`, ...packed(Buffer.from(METADATA)) },
    { path: `${INFO}/WHEEL`, ...packed(Buffer.from(wheelFile)) },
  ];
  const record = members.map(({ path, digest, size }) => `${path},sha256=${digest},${size}\n`);
  const text = `${record.join('')}${INFO}/RECORD,,\n`;
  const path = join(directory, `${NAME}-${VERSION}-${build}-py3-none-any.whl`);
  await writeZip(path, [...members, { path: `${INFO}/RECORD`, ...packed(Buffer.from(text)) }]);
  return path;
}
