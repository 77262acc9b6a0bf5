import { posix, resolve } from 'node:path';
import { PublishError } from '../../errors.ts';
import type { Pin } from '../../provenance/pins/pin.ts';
import { parsePinFile } from '../../provenance/pins/pin-file.ts';
import { DEFAULT_POLICY, POLICY_FILE, type Policy } from '../../provenance/policy/policy.ts';
import { policyDifferences } from '../../provenance/policy/policy-differences.ts';
import { parsePolicyFile } from '../../provenance/policy/policy-file.ts';
import type { VerificationRequest } from '../request.ts';
import { readTarget } from './errors.ts';
import type { FileSource, Sources } from './sources.ts';
import { pathInside } from './trusted-file.ts';

/** Whom to trust, and how things are judged. */
export interface TrustFiles {
  readonly policy: Policy;
  readonly pins: readonly Pin[];
  /** The pins of the change under review; undefined where nothing is compared. */
  readonly proposedPins: readonly Pin[] | undefined;
  /** The path of the pin file, from the workspace. */
  readonly pinsPath: string;
  readonly policyPath: string;
  /** What the change under review would alter in the policy, in words. */
  readonly policyChanges: readonly string[];
}

/**
 * Reads the policy and the pins: from before the change where there is a base. A policy outside the
 * checkout was put there by the workflow, and is read from there.
 * @throws PublishError `invalid-configuration`, `base-unavailable`
 */
export async function readTrustFiles(
  { configFile, workspace }: Pick<VerificationRequest, 'configFile' | 'workspace'>,
  { head, base, trusted }: Sources,
): Promise<TrustFiles> {
  const named = configFile ?? POLICY_FILE;
  const policyPath = (await pathInside(workspace, named)) ?? resolve(workspace, named);
  const policyText = await textOf(policyPath, trusted);
  if (policyText === undefined && configFile !== undefined) {
    // A change that brings the policy may name it; it holds from then on.
    const isNew = base !== undefined && (await textOf(policyPath, head)) !== undefined;
    if (!isNew) throw noPolicy(configFile);
  }
  const policy =
    policyText === undefined ? DEFAULT_POLICY : parsePolicyFile(policyText, policyPath);
  const pinsPath = posix.join(posix.dirname(policyPath.replaceAll('\\', '/')), policy.pins);
  return {
    policy,
    policyPath,
    policyChanges: base === undefined ? [] : await changesOf(policy, policyPath, head),
    pinsPath,
    pins: await pinsOf(pinsPath, trusted),
    proposedPins: base && (await pinsOf(pinsPath, head)),
  };
}

/** A policy of a change that cannot be read changes nothing here, and is told. */
async function changesOf(policy: Policy, path: string, head: FileSource): Promise<string[]> {
  try {
    const text = await textOf(path, head);
    const proposed = text === undefined ? DEFAULT_POLICY : parsePolicyFile(text, path);
    return [...policyDifferences(policy, proposed)];
  } catch (cause) {
    if (!(cause instanceof PublishError)) throw cause;
    return [`it cannot be read (${cause.message})`];
  }
}

async function pinsOf(path: string, source: FileSource): Promise<readonly Pin[]> {
  const text = await textOf(path, source);
  return text === undefined ? [] : parsePinFile(text, path);
}

async function textOf(path: string, source: FileSource): Promise<string | undefined> {
  const bytes = await readTarget(() => source.file(path));
  if (bytes === undefined) return undefined;
  if (typeof bytes === 'string') throw unreadable(path, bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw unreadable(path, 'is no UTF-8', cause);
  }
}

function unreadable(path: string, why: string, cause?: unknown): PublishError {
  return new PublishError({
    code: 'invalid-configuration',
    message: `${path} ${why}.`,
    remedy: 'Fix the file; without it no publisher is trusted.',
    cause,
  });
}

function noPolicy(path: string): PublishError {
  return new PublishError({
    code: 'invalid-configuration',
    message: `\`config-file\` names ${path}, which is not there.`,
    remedy: 'Check the path; it starts at the root of the checkout.',
  });
}
