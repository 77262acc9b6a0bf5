import { createHash } from 'node:crypto';
import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import type { PublishRun } from '../../sandbox/publish-run.ts';
import { type PublishOptions, publish } from '../../sandbox/run.ts';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import { type BuiltDistribution, writeDistribution } from '../archives/distribution.ts';
import { buildSdist } from '../archives/sdist.ts';
import { buildWheel } from '../archives/wheel.ts';

/** The project that exists in a sandbox and that its job may publish. */
export const PROJECT = 'sample-project';

/** What a file is called in front of its version. */
export const PREFIX = 'sample_project';

export interface Built {
  readonly name?: string;
  readonly version: string;
  readonly tag?: string;
  /** Changes the bytes of the file, and nothing else about it. */
  readonly content?: string;
}

export const wheel = ({
  name = PROJECT,
  version,
  tag = 'py3-none-any',
  content = 'a = 1\n',
}: Built) => buildWheel({ name, version, tag, files: { 'module.py': content } });

export const sdist = ({ name = PROJECT, version, content = 'a = 1\n' }: Built) =>
  buildSdist({ name, version, files: { 'module.py': content } });

/** Text that does not get smaller: the file that has it is the largest, and goes up first. */
const LARGE = `a = '${createHash('sha512').update('large').digest('hex')}'\n`;

/**
 * Four wheels for one platform each, and the sdist: in the order of the output `files`. The first
 * wheel is the largest.
 */
export async function fiveFiles(version: string): Promise<BuiltDistribution[]> {
  const tags = ['cp311', 'cp312', 'cp313'].map((tag) => `${tag}-${tag}-win_amd64`);
  return [
    wheel({ version, tag: 'cp310-cp310-win_amd64', content: LARGE }),
    ...tags.map((tag) => wheel({ version, tag })),
    await sdist({ version }),
  ];
}

/** Writes distributions into a new folder of the sandbox and returns their paths. */
export async function write(
  sandbox: Sandbox,
  distributions: readonly BuiltDistribution[],
): Promise<string[]> {
  const directory = await mkdtemp(join(sandbox.directory, 'built-'));
  return Promise.all(distributions.map((built) => writeDistribution(directory, built)));
}

/** Publishes distributions as they are built. */
export async function publishBuilt(
  sandbox: Sandbox,
  distributions: readonly BuiltDistribution[],
  options: Omit<PublishOptions, 'files' | 'directory'> = {},
): Promise<PublishRun> {
  return publish(sandbox, { ...options, files: await write(sandbox, distributions) });
}
