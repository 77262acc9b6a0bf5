import { createServer } from 'node:net';
import { join } from 'node:path';
import { startFront } from '../production/front.ts';
import { HOSTS } from '../production/hosts.ts';
import { ended, type ObservedRun, publishToProduction } from '../production/release.ts';
import { productionSigningConfig } from '../production/signing-config.ts';
import { startTufRepository, trustTufRepository } from '../production/tuf-repository.ts';
import { equal } from '../real-distributions/published.ts';
import type { Context } from '../suite.ts';
import { TUF_ADDRESS } from './network.ts';
import { PROJECTS, paths, usageOf } from './releases.ts';
import { startUsage } from './usage.ts';
import type { World } from './world.ts';

const SHIPPED = "Sigstore's trusted root could not be refreshed by TUF; using the shipped one.";

/** No input at all: the public Sigstore, whose root comes by TUF, or was shipped. */
export async function checkTuf(world: World, check: Context['check']): Promise<void> {
  await check('without any input the root comes by TUF', () => publishByTuf(world));
  await check('TUF refuses connections: the shipped root is used, and it is said', () =>
    fallBack(world),
  );
  await check('TUF takes connections and says nothing: the same', async () => {
    const silent = createServer();
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    silent.once('error', reject).listen(443, TUF_ADDRESS, resolve);
    await promise;
    try {
      await fallBack(world);
    } finally {
      silent.close();
    }
  });
}

async function publishByTuf(world: World): Promise<void> {
  const { stack, sandbox, authorityPath, certificate } = world;
  const repository = await startTufRepository({
    'trusted_root.json': stack.trustedRoot,
    'signing_config.v0.2.json': productionSigningConfig(stack.start),
  });
  const front = await startFront({ certificate, address: TUF_ADDRESS, port: 443 });
  front.route(HOSTS.tuf, repository.url);
  const runnerTemp = join(world.input.workDir, 'used-runner');
  try {
    await trustTufRepository(repository, runnerTemp);
    await world.openIndex(stack.trustedRoot, PROJECTS);
    const usage = await startUsage(world);
    const run = await publishToProduction(sandbox, authorityPath, {
      files: paths(world),
      runnerTemp,
    });
    ended(run, 0);
    equal(run.stdout.includes(SHIPPED), false);
    equal(run.outputs['uploaded-count'], String(paths(world).length));
    equal(await usage.since(), usageOf(paths(world).length));
    const targets = front.requests.filter(({ path }) => path.startsWith('/targets/'));
    equal(
      targets.map(({ status }) => status),
      [200, 200],
    );
  } finally {
    await front.close();
    await repository.close();
  }
}

/**
 * The shipped root is the public Sigstore's, so what this stack signs cannot verify: the run
 * must say so, and upload nothing.
 */
async function fallBack(world: World): Promise<void> {
  const { stack, sandbox, authorityPath } = world;
  const index = await world.openIndex(stack.trustedRoot, PROJECTS);
  const run: ObservedRun = await publishToProduction(sandbox, authorityPath, {
    files: paths(world).slice(0, 2),
  });
  ended(run, 1);
  const failure = run.stdout.split('\n').find((line) => line.startsWith('::error')) ?? '';
  equal(
    { said: run.stdout.includes(SHIPPED), failure: failure.includes('invalid-attestation') },
    { said: true, failure: true },
  );
  equal([index.files.length, run.outputs['uploaded-count']], [0, '0']);
}
