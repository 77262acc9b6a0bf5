import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type IndexService, startIndex } from '../../sandbox/index/index-service.ts';
import { idTokenVariables } from '../../sandbox/sandbox.ts';
import { HOSTS } from '../production/hosts.ts';
import { idTokenUrl } from '../production/release.ts';
import { type ProductionServices, startProductionServices } from '../production/services.ts';
import { productionTrustConfig } from '../production/signing-config.ts';

/** Names beside PyPI's: the last is where twine looks for what PyPI has. */
export const OTHER_HOSTS = ['test.pypi.org', 'pypi.python.org'] as const;

const HTTPS = 443;

/** PyPI, TestPyPI, GitHub and Sigstore under their own names, on loopback. */
export interface World extends ProductionServices {
  readonly directory: string;
  readonly trustConfigPath: string;
  /** The variables of a job with `id-token: write`, for programs that trust nobody's authority. */
  readonly idToken: Readonly<Record<string, string>>;
  /** The same under the name that GitHub's service has. */
  readonly namedIdToken: Readonly<Record<string, string>>;
  /** New, empty indexes in the places of PyPI and TestPyPI. */
  openIndexes(project: string): Promise<Indexes>;
}

export interface Indexes {
  readonly pypi: IndexService;
  readonly testpypi: IndexService;
  close(): Promise<void>;
}

/** Starts the services behind the production host names, for both contestants. */
export async function startWorld(directory: string): Promise<World> {
  const services = await startProductionServices(directory, HTTPS, OTHER_HOSTS);
  const { sandbox, front } = services;
  const { github, sigstore } = sandbox;
  front.route(HOSTS.fulcio, sigstore.fulcio.url);
  front.route(HOSTS.rekor, sigstore.rekor.url);
  const trustConfigPath = join(directory, 'trust-config.json');
  const config = productionTrustConfig(sigstore.trustedRoot, new Date(Date.now() - 60_000));
  await writeFile(trustConfigPath, JSON.stringify(config));
  const open = async (audience: string, hosts: readonly string[], project: string) => {
    const settings = { audience };
    const index = await startIndex({
      jwks: github.jwks,
      trustedRoot: sigstore.trustedRoot,
      settings,
    });
    index.registerPublisher({
      project,
      owner: 'acme',
      repository: 'widget',
      ownerId: String(github.claims['repository_owner_id']),
      workflow: 'release.yml',
    });
    for (const host of hosts) front.route(host, index.url);
    return index;
  };
  return {
    ...services,
    directory,
    trustConfigPath,
    idToken: idTokenVariables(github),
    namedIdToken: {
      ...idTokenVariables(github),
      ACTIONS_ID_TOKEN_REQUEST_URL: idTokenUrl(sandbox),
    },
    openIndexes: async (project) => {
      const pypi = await open('pypi', [HOSTS.upload, HOSTS.pypi, 'pypi.python.org'], project);
      const testpypi = await open('testpypi', ['test.pypi.org'], project);
      const close = async () => {
        await Promise.all([pypi.close(), testpypi.close()]);
      };
      return { pypi, testpypi, close };
    },
  };
}
