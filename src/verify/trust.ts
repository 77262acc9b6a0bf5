import { join, resolve } from 'node:path';
import { PublishError } from '../errors.ts';
import { readInputFile } from '../files/input-file.ts';
import type { RetryDeps } from '../http/retry.ts';
import type { RootOfTrust } from '../provenance/report.ts';
import { githubRoot } from '../sigstore/github-instance.ts';
import type { ManagedKey } from '../sigstore/model/managed-key.ts';
import { isShippedRoot, publicRoot, shippedRoot } from '../sigstore/public-instance.ts';
import {
  parseTrustedRoot,
  parseTrustedRoots,
  trustedRootDigest,
} from '../sigstore/sigstore-instance.ts';
import {
  createProvenanceVerifier,
  type ProvenanceVerifier,
} from '../sigstore/verify/provenance-verifier.ts';
import type { VerifyConfig } from './config.ts';
import type { OpenPack } from './evidence/pack.ts';

type TrustedRoot = ReturnType<typeof shippedRoot>;

/** What a run verifies with. */
export interface Trust {
  readonly verifier: ProvenanceVerifier;
  readonly root: RootOfTrust;
  /** The keys themselves. */
  readonly keys: TrustedRoot;
  /** What TUF answered in place of the current keys. */
  readonly tufFailure?: string | undefined;
}

/**
 * Reads or fetches the keys that are believed.
 * @param signal aborted when nobody waits for them any more
 * @throws PublishError `invalid-trust-config`, `invalid-configuration`
 */
export async function openTrust(
  config: VerifyConfig,
  pack: OpenPack | undefined,
  deps: RetryDeps,
  signal?: AbortSignal,
): Promise<Trust> {
  const { trust, workspace, tempDirectory, managedKey } = config;
  switch (trust.kind) {
    case 'file': {
      const text = trust.text ?? (await readRoot(resolve(workspace, trust.path)));
      const [first, ...others] = parseTrustedRoots(text, trust.path);
      return trustIn(first, { source: trust.path }, managedKey, () => others);
    }
    case 'pack': {
      if (pack === undefined) throw noPack();
      return trustInPack(pack, config, deps);
    }
    case 'public': {
      // Where there is nothing to verify nobody has to be asked for keys.
      if (config.subjects.length === 0) {
        return trustIn(shippedRoot(), { source: 'public Sigstore (shipped)' }, managedKey);
      }
      if (config.offline) {
        const staleBecause = 'this run is offline';
        return trustIn(
          shippedRoot(),
          { source: 'public Sigstore (shipped)', staleBecause },
          managedKey,
        );
      }
      const cache = join(tempDirectory, 'pypi-trusted-publish-tuf');
      const { trustedRoot, staleBecause, tufFailure } = await publicRoot(cache, {
        clock: deps.clock,
        signal,
      });
      const how = staleBecause === undefined ? 'by TUF' : 'shipped';
      const root = { source: `public Sigstore (${how})`, staleBecause };
      return { ...trustIn(trustedRoot, root, managedKey), tufFailure };
    }
  }
}

/** @param others further instances: next to the public Sigstore, the shipped keys of GitHub's */
function trustIn(
  keys: TrustedRoot,
  root: RootOfTrust,
  managedKey: ManagedKey | undefined,
  others: () => readonly TrustedRoot[] = () => [githubRoot()],
): Trust {
  return { verifier: createProvenanceVerifier(keys, managedKey, others), root, keys };
}

/**
 * The keys of a pack are those of whoever wrote it. They count only where they are the shipped ones
 * or the policy allows them.
 */
function trustInPack(
  { trustedRoot, created }: OpenPack,
  { policy: { pack }, managedKey }: VerifyConfig,
  { log }: Pick<RetryDeps, 'log'>,
): Trust {
  const root = parseTrustedRoot(trustedRoot, 'The pack');
  const digest = trustedRootDigest(root);
  if (isShippedRoot(root) || pack.trustedRoots.includes(digest)) {
    return trustIn(root, { source: 'the pack', dated: created }, managedKey);
  }
  const staleBecause = `the pack of ${created} brings other keys (${digest}), which were not used`;
  log.warning(
    `The pack has its own trusted root (${digest}), which is not the shipped one: it is not used. If it is meant, give it in \`sigstore-trust-config\`, or list its digest in the policy under [pack] trusted-roots.`,
  );
  const source = 'public Sigstore (shipped)';
  return trustIn(shippedRoot(), { source, staleBecause }, managedKey);
}

async function readRoot(path: string): Promise<string> {
  try {
    return await readInputFile(path);
  } catch (cause) {
    throw new PublishError({
      code: 'invalid-configuration',
      message: `The trusted root ${path} cannot be read.`,
      remedy: 'Give the path of a file, or leave the option out for the public Sigstore.',
      cause,
    });
  }
}

function noPack(): PublishError {
  return new PublishError({
    code: 'invalid-configuration',
    message: 'The trusted root should come from a pack, and no pack was given.',
    remedy: 'Give the pack that `bundle pack` wrote.',
  });
}
