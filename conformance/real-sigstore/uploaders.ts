import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { mustRun, type ProcessOptions } from '../process.ts';
import { ended, idTokenUrl, publishToProduction } from '../production/release.ts';
import { DISTRIBUTIONS } from '../real-distributions/distributions.ts';
import { equal } from '../real-distributions/published.ts';
import type { Context } from '../suite.ts';
import { PROJECTS, paths } from './releases.ts';
import type { World } from './world.ts';

const SUFFIX = '.publish.attestation';

/** Other uploaders, with the attestations that the action wrote beside the distributions. */
export async function checkUploaders(world: World, check: Context['check']): Promise<void> {
  const { sandbox, authorityPath, inputs, stack, input } = world;
  let dist = '';
  await check('with attestations-dir the attestations lie beside the distributions', async () => {
    await world.openIndex(stack.trustedRoot, PROJECTS);
    const run = await publishToProduction(sandbox, authorityPath, {
      files: paths(world),
      inputs: { ...inputs, 'attestations-dir': 'dist' },
    });
    ended(run, 0);
    dist = join(run.workspace, 'dist');
    const names = DISTRIBUTIONS.map(({ filename }) => filename);
    equal((await readdir(dist)).sort(), [...names, ...names.map((name) => name + SUFFIX)].sort());
  });
  const bin = dirname(input.python);
  await check('twine upload --attestations publishes them by Trusted Publishing', async () => {
    const names = DISTRIBUTIONS.map(({ filename }) => filename);
    const attestations = names.map((name) => join(dist, name + SUFFIX));
    const options = ['upload', '--attestations', ...attestations];
    await uploads(world, join(bin, 'twine'), options, dist, names);
  });
  await check('uv publish publishes them by Trusted Publishing', async () => {
    const names = DISTRIBUTIONS.map(({ filename }) => filename).filter(isForUv);
    const options = ['publish', '--no-config', '--trusted-publishing', 'always'];
    const attestations = names.map((name) => join(dist, name + SUFFIX));
    await uploads(world, join(bin, 'uv'), [...options, ...attestations], dist, names);
  });
}

/** uv sends License-File of metadata 2.1, which PyPI takes from version 2.4 on only. */
const isForUv = (filename: string): boolean => !filename.startsWith('six-');

/** An index, new and empty, must take the files from the program, each with its attestation. */
async function uploads(
  world: World,
  program: string,
  options: readonly string[],
  dist: string,
  names: readonly string[],
): Promise<void> {
  const { sandbox, authorityPath, stack, input } = world;
  const index = await world.openIndex(stack.trustedRoot, PROJECTS);
  const env: ProcessOptions['env'] = {
    PATH: process.env['PATH'],
    HOME: input.workDir,
    GITHUB_ACTIONS: 'true',
    ACTIONS_ID_TOKEN_REQUEST_URL: idTokenUrl(sandbox),
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: sandbox.github.requestToken,
    REQUESTS_CA_BUNDLE: authorityPath,
    SSL_CERT_FILE: authorityPath,
    NO_COLOR: '1',
  };
  const files = names.map((name) => join(dist, name));
  await mustRun(program, [...options, ...files], { env, cwd: input.workDir, timeout: 120_000 });
  const attested = index.files.map(({ filename, attestations }) => [filename, attestations.length]);
  equal(Object.fromEntries(attested), Object.fromEntries(names.map((name) => [name, 1])));
}
