import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type IndexService, startIndex } from '../../sandbox/index/index-service.ts';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.ts';
import { makeServerCertificate, type ServerCertificate } from './certificates.ts';
import { type Front, startFront } from './front.ts';
import { HOSTS } from './hosts.ts';

/** What answers under the production names, all of it on loopback. */
export interface ProductionServices {
  /** GitHub's ID-token service, and a Sigstore and an index that may stand aside. */
  readonly sandbox: Sandbox;
  readonly front: Front;
  readonly certificate: ServerCertificate;
  /** The PEM file of the authority that the front's certificate is by. */
  readonly authorityPath: string;
  /** Puts a new, empty index in the place of PyPI; the job publishes the projects there. */
  openIndex(trustedRoot: object, projects: Iterable<string>): Promise<IndexService>;
  close(): Promise<void>;
}

/** The job's publisher, as it is registered at PyPI. */
const PUBLISHER = {
  owner: 'acme',
  repository: 'widget',
  ownerId: '6501',
  workflow: 'release.yml',
  environment: 'pypi',
} as const;

/** What a judge must find in the certificates of the job. */
export const IDENTITY = {
  repository: `${PUBLISHER.owner}/${PUBLISHER.repository}`,
  workflow: PUBLISHER.workflow,
} as const;

/**
 * Starts GitHub's part behind a TLS front. Sigstore and the index are routed by the caller.
 *
 * @param directory Gets the authority's certificate.
 * @param port Of the front, on 127.0.0.1; a free one if absent.
 * @param otherHosts Names that the front has a certificate for, too.
 */
export async function startProductionServices(
  directory: string,
  port?: number,
  otherHosts: readonly string[] = [],
): Promise<ProductionServices> {
  await mkdir(directory, { recursive: true });
  const certificate = makeServerCertificate([...Object.values(HOSTS), ...otherHosts, 'localhost']);
  const authorityPath = join(directory, 'authority.pem');
  await writeFile(authorityPath, certificate.authority);
  const sandbox = await startSandbox();
  const front = await startFront({ certificate, ...(port === undefined ? {} : { port }) });
  front.route(HOSTS.issuer, sandbox.github.url);
  front.route(HOSTS.idTokens, sandbox.github.url);
  const indexes: IndexService[] = [];
  return {
    sandbox,
    front,
    certificate,
    authorityPath,
    openIndex: async (trustedRoot, projects) => {
      const index = await startIndex({ jwks: sandbox.github.jwks, trustedRoot });
      indexes.push(index);
      for (const project of projects) {
        index.registerPublisher({ ...PUBLISHER, project });
      }
      front.route(HOSTS.upload, index.url);
      front.route(HOSTS.pypi, index.url);
      return index;
    },
    close: async () => {
      await front.close();
      await Promise.all(indexes.map((index) => index.close()));
      await sandbox.close();
    },
  };
}
