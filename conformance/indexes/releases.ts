import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { writeDistribution } from '../../__tests__/archives/distribution.ts';
import { buildSdist } from '../../__tests__/archives/sdist.ts';
import { buildWheel } from '../../__tests__/archives/wheel.ts';

export const PROJECT = 'sample-project';

/** Paths of distributions. */
export type Release = readonly string[];

const TAGS = ['cp310', 'cp311', 'cp312', 'cp313', 'cp314'].map(
  (tag) => `${tag}-${tag}-manylinux_2_28_x86_64`,
);

/** Makes releases of `sample-project` below a folder, each in a folder of its own. */
export class Releases {
  readonly #folder: string;
  #count = 0;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** A wheel for any platform and an sdist; `content` changes their bytes and nothing else. */
  async pair(version: string, content = 'A = 1\n'): Promise<Release> {
    const init = { name: PROJECT, version, files: { 'sample_project.py': content } };
    return this.#write([buildWheel(init), await buildSdist(init)]);
  }

  /** Five wheels and an sdist. */
  async many(version: string): Promise<Release> {
    const files = { 'sample_project.py': 'A = 1\n' };
    const wheels = TAGS.map((tag) => buildWheel({ name: PROJECT, version, tag, files }));
    return this.#write([...wheels, await buildSdist({ name: PROJECT, version, files })]);
  }

  /** One wheel of so many bytes that do not deflate. */
  large(version: string, size: number): Promise<Release> {
    const files = { 'sample_project.bin': randomBytes(size) };
    return this.#write([buildWheel({ name: PROJECT, version, files })]);
  }

  async #write(built: readonly Parameters<typeof writeDistribution>[1][]): Promise<Release> {
    this.#count += 1;
    const folder = join(this.#folder, `release-${this.#count}`);
    await mkdir(folder, { recursive: true });
    return Promise.all(built.map((distribution) => writeDistribution(folder, distribution)));
  }
}
