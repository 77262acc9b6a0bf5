import { basename, resolve } from 'node:path';
import { expectedSigner } from '../../provenance/identity/bundle-signer.ts';
import { NO_DEMANDS } from '../../provenance/policy/demands.ts';
import type { Policy } from '../../provenance/policy/policy.ts';
import { isFile } from './is-file.ts';
import { isKnownLock } from './known-locks.ts';
import type { Target } from './target.ts';

/** What says that a file is a signed one, apart from its name. */
export interface SigningHints {
  readonly workspace: string;
  readonly policy: Policy;
  /** Whether a Sigstore bundle was named for the run (`--bundle`). */
  readonly hasBundle: boolean;
}

/**
 * Targets that something besides their name says are signed files: the policy names who signs them,
 * a bundle was named for them, or one lies next to them. What is recognised by its name alone would
 * be judged by other evidence, or by none.
 *
 * A wheel or an sdist with a bundle next to it keeps its project: the index may have provenance of it.
 * What is called as a lock is stays one, whatever somebody puts next to it.
 */
export async function signedTargets(
  targets: readonly Target[],
  hints: SigningHints,
): Promise<readonly Target[]> {
  return Promise.all(targets.map((target) => signedTarget(target, hints)));
}

async function signedTarget(
  target: Target,
  { workspace, policy, hasBundle }: SigningHints,
): Promise<Target> {
  if (target.kind !== 'lock' && target.kind !== 'distribution') return target;
  const path = resolve(workspace, target.path);
  const signed: Target = { kind: 'signed-file', path };
  if (expectedSigner(basename(path), NO_DEMANDS, policy) !== undefined) return signed;
  if (target.kind === 'distribution' || target.isNamedAsLock || isKnownLock(path)) return target;
  return (hasBundle && (await isFile(path))) || (await hasBundleBeside(path)) ? signed : target;
}

/** Whether a Sigstore bundle lies next to a file, under the name that `sigstore sign` gives it. */
export async function hasBundleBeside(path: string): Promise<boolean> {
  const beside = await Promise.all(
    ['.sigstore', '.sigstore.json'].map((ending) => isFile(`${path}${ending}`)),
  );
  return beside.includes(true);
}
