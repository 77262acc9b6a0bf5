import { access, constants, lstat, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { PublishError } from '../errors.ts';
import { nameBeside } from '../run/adjacent-name.ts';
import { attestationEnding } from '../run/signing/sign-subjects.ts';
import { unwritable } from '../run/signing/write-files.ts';
import {
  type PredicateType,
  PUBLISH_PREDICATE_TYPE,
  SLSA_PREDICATE_TYPE,
} from '../sigstore/model/statement.ts';
import type { AttestConfig } from './config.ts';
import type { FilesToSign, FileToSign } from './files.ts';

/** Where one attestation of a distribution is written; the bundle only where it is asked for. */
export interface AttestationPlaces {
  readonly attestation: string;
  readonly bundle: string | undefined;
}

/**
 * Where the attestation of a distribution is written and, if asked for, its bundle: absolute
 * paths.
 */
export function attestationPlaces(
  file: FileToSign,
  type: PredicateType,
  config: AttestConfig,
): AttestationPlaces {
  const ending = attestationEnding(type);
  const place = (with_: string) =>
    join(directoryOf(file, config), nameBeside(file.filename, with_));
  const bundle = place(ending.replace(/attestation$/, 'sigstore.json'));
  return { attestation: place(ending), bundle: config.bundles ? bundle : undefined };
}

/** Where the Sigstore bundle of a file that is no distribution is written. */
export function bundlePlace(file: FileToSign, config: AttestConfig): string {
  return join(directoryOf(file, config), nameBeside(file.filename, '.sigstore.json'));
}

/**
 * Refuses, before anything is signed, what would stop the writing in the end.
 * @throws PublishError `invalid-configuration`
 */
export async function checkPlaces(files: FilesToSign, config: AttestConfig): Promise<void> {
  const owners = new Map<string, string>();
  for (const [path, owner] of places(files, config)) {
    const other = owners.get(path);
    if (other !== undefined) throw onePlace(path, other, owner);
    owners.set(path, owner);
  }
  const directories = new Set([...owners.keys()].map((path) => dirname(path)));
  for (const directory of directories) await checkWritable(directory);
  await refuseExisting([...owners.keys()], config);
}

function places(
  { distributions, others }: FilesToSign,
  config: AttestConfig,
): readonly (readonly [path: string, owner: string])[] {
  const types: readonly PredicateType[] = config.signing.slsaProvenance
    ? [PUBLISH_PREDICATE_TYPE, SLSA_PREDICATE_TYPE]
    : [PUBLISH_PREDICATE_TYPE];
  return [
    ...distributions.flatMap((file) =>
      types.flatMap((type) => {
        const { attestation, bundle } = attestationPlaces(file, type, config);
        return [attestation, ...(bundle === undefined ? [] : [bundle])].map(
          (path) => [path, file.path] as const,
        );
      }),
    ),
    ...others.map((file) => [bundlePlace(file, config), file.path] as const),
  ];
}

function directoryOf({ path }: FileToSign, config: AttestConfig): string {
  const { attestationsDirectory, workspace } = config;
  return attestationsDirectory === undefined
    ? dirname(path)
    : resolve(workspace, attestationsDirectory);
}

async function checkWritable(directory: string): Promise<void> {
  const found = await stat(directory).catch(() => undefined);
  if (found === undefined) return;
  if (!found.isDirectory()) throw unwritable(directory, new Error('it is no directory'));
  await access(directory, constants.W_OK).catch((cause: unknown) => {
    throw unwritable(directory, cause);
  });
}

/** Attestations that exist may be of other bytes: they are replaced only when that is asked for. */
async function refuseExisting(
  paths: readonly string[],
  { overwrite }: AttestConfig,
): Promise<void> {
  const existing: string[] = [];
  for (const path of paths) {
    const found = await lstat(path).catch(() => undefined);
    if (found?.isDirectory()) throw unwritable(dirname(path), new Error(`${path} is a folder`));
    if (found) existing.push(path);
  }
  if (overwrite || existing.length === 0) return;
  throw new PublishError({
    code: 'invalid-configuration',
    message: ['There are attestations already:', ...existing.map((path) => `- ${path}`)].join('\n'),
    remedy: 'Set `overwrite: true` to replace them, or `attestations-dir` to write elsewhere.',
  });
}

function onePlace(path: string, first: string, second: string): PublishError {
  return new PublishError({
    code: 'invalid-configuration',
    message: `What is made for ${first} and for ${second} would both be written to ${path}.`,
    remedy:
      'Sign them in two steps with an `attestations-dir` each, or leave it out to write beside each file.',
  });
}
