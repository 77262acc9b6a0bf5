import { mkdir } from 'node:fs/promises';
import { writeDistribution } from '../../__tests__/archives/distribution.ts';
import { buildSdist } from '../../__tests__/archives/sdist.ts';
import { buildWheel } from '../../__tests__/archives/wheel.ts';
import { between, pick, type Random } from '../../sandbox/faults/random.ts';

/** A small release by chance. */
export interface RandomRelease {
  readonly projects: readonly string[];
  readonly paths: readonly string[];
}

const MOST_FILES = 6;
/** Too much for the buffers of a connection, so that one can end in the middle of a file. */
const LARGE_BYTES = 3_000_000;
const TAGS = ['cp310', 'cp311', 'cp312', 'cp313', 'cp314'].map((tag) => `${tag}-${tag}-win_amd64`);

/**
 * Writes one to six distributions of one to three projects.
 * @param label part of every project's name, so that releases do not meet on an index
 */
export async function writeRandomRelease(
  random: Random,
  label: string,
  directory: string,
): Promise<RandomRelease> {
  await mkdir(directory, { recursive: true });
  const count = pick(random, [1, 1, 1, 2, 3]);
  const projects = ['a', 'b', 'c'].slice(0, count).map((letter) => `soak-${label}-${letter}`);
  const paths: string[] = [];
  for (const [at, name] of projects.entries()) {
    const room = MOST_FILES - paths.length - (projects.length - at - 1);
    const wanted = between(random, 1, Math.min(room, TAGS.length));
    const hasSdist = random() < 0.6;
    const wheels = TAGS.slice(0, hasSdist ? wanted - 1 : wanted);
    const files = {
      'module.py': `seed = ${Math.floor(random() * 1e9)}\n`,
      ...(random() < 0.1 ? { 'data.bin': randomBytes(random, LARGE_BYTES) } : {}),
    };
    const version = '1.0';
    for (const tag of wheels) {
      paths.push(await writeDistribution(directory, buildWheel({ name, version, tag, files })));
    }
    if (hasSdist) {
      paths.push(await writeDistribution(directory, await buildSdist({ name, version, files })));
    }
  }
  return { projects, paths };
}

/** Bytes that do not compress. */
function randomBytes(random: Random, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  for (let at = 0; at + 4 <= length; at += 4) bytes.writeUInt32LE(random() * 0x1_0000_0000, at);
  return bytes;
}
