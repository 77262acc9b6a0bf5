import { mkdir, writeFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import {
  type BuiltDistribution,
  writeDistribution,
} from '../../__tests__/archives/distribution.ts';
import { buildSdist } from '../../__tests__/archives/sdist.ts';
import { buildWheel } from '../../__tests__/archives/wheel.ts';
import { HOSTS } from '../../conformance/production/hosts.ts';
import { idTokenUrl } from '../../conformance/production/release.ts';
import {
  type ProductionServices,
  startProductionServices,
} from '../../conformance/production/services.ts';
import { productionTrustConfig } from '../../conformance/production/signing-config.ts';
import { githubClaims } from '../../sandbox/github/claims.ts';
import type { PublishRun } from '../../sandbox/publish-run.ts';
import { publish } from '../../sandbox/run.ts';
import { THEMES, type Theme } from './page.ts';

export interface NamedSummary {
  readonly name: string;
  readonly themes: readonly Theme[];
  readonly markdown: string;
}

const PROJECT = 'widget';
const HTTPS = 443;
const TAGS = [
  'cp314-cp314-macosx_11_0_arm64',
  'cp314-cp314-manylinux_2_28_aarch64',
  'cp314-cp314-manylinux_2_28_x86_64',
  'cp314-cp314-win_amd64',
];

interface World extends ProductionServices {
  readonly trustConfigPath: string;
  readonly directory: string;
}

/** The summaries of a release that ended well, of one that did not, and of one that PyPI did not know. */
export async function makeSummaries(directory: string): Promise<readonly NamedSummary[]> {
  const services = await startProductionServices(directory, HTTPS);
  try {
    const { sandbox, front } = services;
    const { sigstore } = sandbox;
    front.route(HOSTS.fulcio, sigstore.fulcio.url);
    front.route(HOSTS.rekor, sigstore.rekor.url);
    const trustConfigPath = join(directory, 'trust-config.json');
    const config = productionTrustConfig(sigstore.trustedRoot, new Date(Date.now() - 1000));
    await writeFile(trustConfigPath, JSON.stringify(config));
    const world = { ...services, trustConfigPath, directory };
    return [await published(world), await failed(world), await unknown(world)];
  } finally {
    await services.close();
  }
}

/** All files went up but one, which an earlier run had published. */
async function published(world: World): Promise<NamedSummary> {
  await world.openIndex(world.sandbox.sigstore.trustedRoot, [PROJECT]);
  const paths = await writeRelease(world, '1.4.0');
  world.sandbox.github.claims = atTag('1.4.0');
  await run(world, paths.slice(0, 1), 0);
  return { name: 'published', themes: THEMES, markdown: (await run(world, paths, 0)).summary };
}

/** PyPI was out of order after two files. */
async function failed(world: World): Promise<NamedSummary> {
  const index = await world.openIndex(world.sandbox.sigstore.trustedRoot, [PROJECT]);
  const paths = await writeRelease(world, '1.5.0');
  world.sandbox.github.claims = atTag('1.5.0');
  let uploads = 0;
  index.intercept = (request: IncomingMessage, response: ServerResponse) => {
    if (request.method !== 'POST' || request.url !== '/legacy/' || ++uploads <= 2) return false;
    request.resume().on('end', () => response.writeHead(503).end());
    return true;
  };
  const inputs = { 'upload-retry-minutes': '0', 'upload-concurrency': '1' };
  return {
    name: 'failed',
    themes: ['light'],
    markdown: (await run(world, paths, 1, inputs)).summary,
  };
}

/** The job lost its environment, with which the release before was published. */
async function unknown(world: World): Promise<NamedSummary> {
  await world.openIndex(world.sandbox.sigstore.trustedRoot, [PROJECT]);
  await run(world, await writeRelease(world, '1.5.0'), 0);
  world.sandbox.github.claims = { ...atTag('1.6.0'), environment: undefined };
  const { summary } = await run(world, await writeRelease(world, '1.6.0'), 1);
  return { name: 'invalid-publisher', themes: ['light'], markdown: summary };
}

/** The tag that a version is published from. */
const atTag = (version: string) => githubClaims({ ref: `refs/tags/v${version}` });

async function run(
  { sandbox, authorityPath, trustConfigPath }: World,
  files: readonly string[],
  exitCode: number,
  inputs: Readonly<Record<string, string>> = {},
): Promise<PublishRun> {
  const ended = await publish(
    { ...sandbox, inputs: {} },
    {
      files,
      inputs: { 'sigstore-trust-config': trustConfigPath, ...inputs },
      env: {
        ACTIONS_ID_TOKEN_REQUEST_URL: idTokenUrl(sandbox),
        NODE_EXTRA_CA_CERTS: authorityPath,
        GITHUB_ACTION_REPOSITORY: 'OWNER/pypi-trusted-publish',
        GITHUB_ACTION_REF: 'v1',
      },
    },
  );
  if (ended.exitCode !== exitCode) {
    throw new Error(`exit code ${ended.exitCode}\n${ended.stdout}\n${ended.stderr}`);
  }
  return ended;
}

async function writeRelease({ directory }: World, version: string): Promise<readonly string[]> {
  const folder = join(directory, version);
  await mkdir(folder, { recursive: true });
  // Random enough not to be compressed away, so that the sizes look like sizes.
  const noise = (seed: number) =>
    Array.from({ length: 40_000 }, (_, at) => String((at * seed * 7919) % 104_729)).join('\n');
  const built: BuiltDistribution[] = [
    ...TAGS.map((tag, at) =>
      buildWheel({ name: PROJECT, version, tag, files: { 'widget/data.txt': noise(at + 3) } }),
    ),
    await buildSdist({ name: PROJECT, version, files: { 'data.txt': noise(2) } }),
  ];
  return Promise.all(built.map((one) => writeDistribution(folder, one)));
}
