import { mkdir, mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { bundleFromJSON } from '@sigstore/bundle';
import { TrustedRoot } from '@sigstore/protobuf-specs';
import { toSignedEntity, toTrustMaterial, Verifier } from '@sigstore/verify';
import { checkAttestations } from '../../sandbox/index/attestation-rules.ts';
import { makeVerifier } from '../../sandbox/index/signature-verification.ts';
import type { PublishRun } from '../../sandbox/publish-run.ts';
import { type PublishOptions, publish } from '../../sandbox/run.ts';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import type { BuiltDistribution } from '../archives/distribution.ts';
import { sha256 } from '../sandbox/client.ts';
import { annotations } from './outcome.ts';

/** A file by its path below `dist/`. */
export type FileToSign = BuiltDistribution;

export type SignOptions = Omit<PublishOptions, 'files' | 'directory' | 'action' | 'entry'>;

export const other = (filename: string, text = filename): FileToSign => ({
  filename,
  bytes: Buffer.from(text),
});

/** Runs the attest action on files in `dist/`. */
export async function sign(
  sandbox: Sandbox,
  files: readonly FileToSign[],
  options: SignOptions = {},
): Promise<PublishRun> {
  const directory = await mkdtemp(join(sandbox.directory, 'built-'));
  for (const { filename, bytes } of files) {
    await mkdir(dirname(join(directory, filename)), { recursive: true });
    await writeFile(join(directory, filename), bytes);
  }
  return publish(sandbox, { ...options, action: 'attest', directory });
}

/** The workspace of another run, as a later step of its job finds it. */
export const workspaceOf = (run: PublishRun) => ({
  GITHUB_WORKSPACE: run.workspace,
  RUNNER_TEMP: run.runnerTemp,
});

/** One object of the output `files`. */
export interface SignedFile {
  readonly name: string;
  readonly path: string;
  readonly kind: string;
  readonly sha256: string;
  readonly written: readonly string[];
  readonly 'log-indexes': readonly string[];
}

export const signedFiles = (run: PublishRun): SignedFile[] =>
  JSON.parse(run.outputs['files'] ?? 'null') as SignedFile[];

/** What the action wrote, from the workspace, in the order of its output. */
export const written = (run: PublishRun): string[] =>
  signedFiles(run).flatMap((file) =>
    file.written.map((path) => relative(run.workspace, path).replaceAll('\\', '/')),
  );

/** The files below a directory of the workspace, sorted. */
export async function listing(run: PublishRun, folder = '.'): Promise<string[]> {
  const root = join(run.workspace, folder);
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort();
}

/** The error that a run of the attest action ended with; empty where it ended well. */
export function signFailure(run: PublishRun): { readonly code: string; readonly text: string } {
  const code = /^::error title=Signing failed%3A ([a-z-]+)::/m.exec(run.stdout)?.[1] ?? '';
  return { code, text: annotations(run, 'error').join('\n') };
}

/**
 * The predicate types of attestations that an index takes for a file, by its own rules.
 * Throws where it takes one of them not.
 */
export async function accepted(
  sandbox: Sandbox,
  { filename, bytes }: FileToSign,
  paths: readonly string[],
): Promise<string[]> {
  const texts = await Promise.all(paths.map((path) => readFile(path, 'utf8')));
  const publisher = {
    owner: 'acme',
    repository: 'widget',
    ownerId: '6501',
    workflow: 'release.yml',
    environment: '',
    projects: new Set<string>(),
  };
  const attestations = checkAttestations(
    `[${texts.join(',')}]`,
    { kind: 'oidc', publisher, projects: new Set() },
    { filename: filename.split('/').at(-1) ?? '', sha256: sha256(bytes) },
    makeVerifier(sandbox.sigstore.trustedRoot),
  );
  return attestations.map(({ envelope }) => {
    const statement = JSON.parse(Buffer.from(envelope.statement, 'base64').toString());
    return (statement as { predicateType: string }).predicateType;
  });
}

interface ReadBundle {
  readonly mediaType: string;
  readonly verificationMaterial: {
    readonly tlogEntries: readonly {
      readonly kindVersion: object;
      readonly logIndex: string;
    }[];
  };
  readonly messageSignature?: object;
  readonly dsseEnvelope?: object;
}

/** A Sigstore bundle that verifies: a message signature with these bytes, an envelope as it is. */
export async function verifiedBundle(
  sandbox: Sandbox,
  path: string,
  bytes: Buffer,
): Promise<ReadBundle> {
  const json = JSON.parse(await readFile(path, 'utf8')) as ReadBundle;
  const root = TrustedRoot.fromJSON(sandbox.sigstore.trustedRoot);
  const entity = toSignedEntity(bundleFromJSON(json), bytes);
  new Verifier(toTrustMaterial(root)).verify(entity);
  return json;
}
