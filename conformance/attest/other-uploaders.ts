import { dirname, join } from 'node:path';
import { type IndexService, startIndex } from '../../sandbox/index/index-service.ts';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import { mustRun } from '../process.ts';

export const UPLOADERS = ['twine', 'uv'] as const;

export type Uploader = (typeof UPLOADERS)[number];

export interface OtherUpload {
  /** Whose Sigstore and ID tokens the index trusts. */
  readonly sandbox: Sandbox;
  readonly project: string;
  /** The interpreter beside which the uploaders are installed. */
  readonly python: string;
  /** Distributions; their attestations lie beside them. */
  readonly paths: readonly string[];
}

/**
 * Uploads distributions with another uploader, to an index of its own, with an upload token of
 * Trusted Publishing.
 *
 * @returns What attestations the index then has of each file, by file name.
 */
export async function uploadWith(
  uploader: Uploader,
  upload: OtherUpload,
): Promise<Record<string, readonly object[]>> {
  const { github, sigstore } = upload.sandbox;
  const index = await startIndex({ jwks: github.jwks, trustedRoot: sigstore.trustedRoot });
  try {
    index.registerPublisher({
      project: upload.project,
      owner: 'acme',
      repository: 'widget',
      ownerId: String(github.claims['repository_owner_id']),
      workflow: 'release.yml',
    });
    await run(uploader, index, upload);
    return Object.fromEntries(
      index.files.map(({ filename, attestations }) => [filename, attestations]),
    );
  } finally {
    await index.close();
  }
}

async function run(uploader: Uploader, index: IndexService, upload: OtherUpload): Promise<void> {
  const token = await mint(index, upload.sandbox);
  const { python, paths } = upload;
  const files = paths.flatMap((path) => [
    path,
    `${path}.publish.attestation`,
    `${path}.slsa.attestation`,
  ]);
  if (uploader === 'twine') {
    const options = ['--attestations', '--non-interactive', '--repository-url', index.uploadUrl];
    await mustRun(python, ['-m', 'twine', 'upload', ...options, ...files], {
      env: { ...process.env, TWINE_USERNAME: '__token__', TWINE_PASSWORD: token },
    });
    return;
  }
  const options = [
    '--no-config',
    '--trusted-publishing',
    'never',
    '--publish-url',
    index.uploadUrl,
  ];
  await mustRun(join(dirname(python), 'uv'), ['publish', ...options, ...files], {
    env: { ...process.env, UV_PUBLISH_TOKEN: token },
  });
}

async function mint(index: IndexService, { github }: Sandbox): Promise<string> {
  const answer = await fetch(`${index.url}/_/oidc/mint-token`, {
    method: 'POST',
    body: JSON.stringify({ token: github.idToken('pypi') }),
  });
  const { token } = (await answer.json()) as { token?: string };
  if (token === undefined) throw new Error(`no upload token: HTTP ${answer.status}`);
  return token;
}
