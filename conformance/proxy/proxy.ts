import { join } from 'node:path';
import { shownLog } from '../../sandbox/find-secrets.ts';
import { Judge } from '../judge.ts';
import { HOSTS } from '../production/hosts.ts';
import { ended, type ObservedRun, publishToProduction } from '../production/release.ts';
import {
  IDENTITY,
  type ProductionServices,
  startProductionServices,
} from '../production/services.ts';
import { productionSigningConfig } from '../production/signing-config.ts';
import {
  startTufRepository,
  type TufRepository,
  trustTufRepository,
} from '../production/tuf-repository.ts';
import { DISTRIBUTIONS } from '../real-distributions/distributions.ts';
import { fetchDistributions } from '../real-distributions/fetch.ts';
import { equal, provenanceOf, reportedFiles } from '../real-distributions/published.ts';
import type { Context, Suite } from '../suite.ts';
import { type ConnectProxy, startConnectProxy } from './connect-proxy.ts';

const FILES = DISTRIBUTIONS.filter(({ project }) => ['idna', 'six'].includes(project));
const PROJECTS = new Set(FILES.map(({ project }) => project));
const HOUR = 3_600_000;

/** Every host that the action itself asks; the issuer is asked by Fulcio. */
const ASKED = Object.values(HOSTS).filter((host) => host !== HOSTS.issuer);

interface World extends ProductionServices {
  readonly context: Context;
  readonly proxy: ConnectProxy;
  readonly repository: TufRepository;
}

/**
 * The action as it comes, with no input at all, behind a proxy that is the only way to the
 * production names.
 */
export const proxy: Suite = {
  name: 'proxy',
  needs: ['python'],

  run: async (context) => {
    await fetchDistributions(context.tools.python, FILES, context.cacheDir);
    const world = await startWorld(context);
    try {
      await checkAll(world);
    } finally {
      await world.close();
    }
  },
};

async function startWorld(context: Context): Promise<World> {
  const services = await startProductionServices(context.workDir);
  const { front, sandbox } = services;
  const { fulcio, rekor, trustedRoot } = sandbox.sigstore;
  const repository = await startTufRepository({
    'trusted_root.json': trustedRoot,
    'signing_config.v0.2.json': productionSigningConfig(new Date(Date.now() - HOUR)),
  });
  front.route(HOSTS.fulcio, fulcio.url);
  front.route(HOSTS.rekor, rekor.url);
  front.route(HOSTS.tuf, repository.url);
  const names = new Set(ASKED.map((host) => `${host}:443`));
  const connectProxy = await startConnectProxy((target) =>
    names.has(target) ? front.port : undefined,
  );
  return {
    ...services,
    context,
    proxy: connectProxy,
    repository,
    close: async () => {
      await connectProxy.close();
      await repository.close();
      await services.close();
    },
  };
}

async function checkAll(world: World): Promise<void> {
  const { context, front, sandbox } = world;
  const { check } = context;
  const index = await world.openIndex(sandbox.sigstore.trustedRoot, PROJECTS);
  let run: ObservedRun | undefined;
  await check('publishes through a proxy that wants a password', async () => {
    run = await publishThrough(world, 'first', {
      HTTPS_PROXY: world.proxy.url,
      NO_PROXY: 'example.invalid',
    });
    const files = reportedFiles(run.outputs);
    equal(run.outputs['uploaded-count'], String(FILES.length));
    const judge = new Judge(context.tools.python, sandbox.sigstore.trustedRoot, context.workDir);
    const cases = files.map(async (file) => ({
      ...IDENTITY,
      distribution: join(context.cacheDir, file.name),
      evidence: { provenance: await provenanceOf(index.url, file) },
    }));
    await judge.accepts(await Promise.all(cases));
  });
  await check('every host was asked through the proxy, TUF included, and none directly', () => {
    const targets = new Set(world.proxy.requests.map(({ target }) => target));
    equal([...targets].sort(), ASKED.map((host) => `${host}:443`).sort());
    equal([...new Set(run?.observed.connections)], [world.proxy.address]);
    equal([...new Set(front.requests.map(({ host }) => host))].sort(), [...ASKED].sort());
  });
  await check('the proxy sees who is talked to, and nothing of what is said', () => {
    const { github } = sandbox;
    const secrets = [github.requestToken, ...github.issued, ...index.tokens];
    equal([github.issued.length, index.tokens.length], [2, 1]);
    for (const { method, headers } of world.proxy.requests) {
      const seen = JSON.stringify(headers);
      equal([method, 'authorization' in headers], ['CONNECT', false]);
      equal(secrets.filter((secret) => seen.includes(secret)).length, 0);
    }
  });
  await check("the proxy's password goes to no server and into no log", () => {
    const told = front.requests.filter(({ headers }) => headers.includes('proxy-authorization'));
    equal(told.length, 0);
    // The command that makes a runner hide it holds it, and nobody reads that line.
    const log = shownLog(run?.stdout ?? '');
    equal(`${log}${run?.stderr}${run?.summary}`.includes(world.proxy.password), false);
  });
  await checkNoProxy(world);
}

/** The ID-token service stands for a host of the runner's own network here. */
async function checkNoProxy(world: World): Promise<void> {
  const { context, front, sandbox, proxy: connectProxy } = world;
  const near = `localhost:${front.port}`;
  const requestUrl = new URL(sandbox.github.requestUrl);
  front.route(near, sandbox.github.url);
  await context.check('a host that NO_PROXY names is asked directly, and no other', async () => {
    await world.openIndex(sandbox.sigstore.trustedRoot, PROJECTS);
    const before = connectProxy.requests.length;
    const run = await publishThrough(world, 'second', {
      ACTIONS_ID_TOKEN_REQUEST_URL: `https://${near}${requestUrl.pathname}${requestUrl.search}`,
      https_proxy: connectProxy.url,
      no_proxy: 'example.invalid, localhost',
    });
    const proxied = connectProxy.requests.slice(before).map(({ target }) => target);
    equal(
      [...new Set(proxied)].sort(),
      ASKED.filter((host) => host !== HOSTS.idTokens)
        .map((host) => `${host}:443`)
        .sort(),
    );
    equal([...new Set(run.observed.connections)].sort(), [connectProxy.address, near].sort());
  });
}

async function publishThrough(
  world: World,
  runner: string,
  env: Readonly<Record<string, string>>,
): Promise<ObservedRun> {
  const { context, sandbox, authorityPath, repository } = world;
  const runnerTemp = join(context.workDir, runner);
  await trustTufRepository(repository, runnerTemp);
  const files = FILES.map(({ filename }) => join(context.cacheDir, filename));
  const run = await publishToProduction(sandbox, authorityPath, { files, runnerTemp, env });
  ended(run, 0);
  return run;
}
