import { join, resolve } from 'node:path';
import {
  createProvenanceVerifier,
  type ProvenanceVerifier,
} from '../attestation/provenance-verifier.ts';
import { publicRoot, shippedRoot } from '../attestation/public-instance.ts';
import { parseTrustedRoot, trustedRootJson } from '../attestation/sigstore-instance.ts';
import { PublishError } from '../errors.ts';
import { readInputFile } from '../files/input-file.ts';
import type { RetryDeps } from '../http/retry.ts';
import type { RootOfTrust } from '../verification/report.ts';
import type { OpenPack } from './open-pack.ts';
import type { VerifyConfig } from './verify-config.ts';

/** What a run verifies with. */
export interface Trust {
  readonly verifier: ProvenanceVerifier;
  readonly root: RootOfTrust;
  /** The keys themselves, as JSON of a Sigstore trusted root. */
  readonly json: () => unknown;
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
  const { trust, workspace, tempDirectory } = config;
  switch (trust.kind) {
    case 'file': {
      const text = await readRoot(resolve(workspace, trust.path));
      return trustIn(parseTrustedRoot(text, trust.path), { source: trust.path });
    }
    case 'pack': {
      if (pack === undefined) throw noPack();
      const root = parseTrustedRoot(pack.trustedRoot, 'The pack');
      return trustIn(root, { source: 'the pack', dated: pack.created });
    }
    case 'public': {
      // Where there is nothing to verify nobody has to be asked for keys.
      if (config.subjects.length === 0) {
        return trustIn(shippedRoot(), { source: 'public Sigstore (shipped)' });
      }
      if (config.offline) {
        const staleBecause = 'this run is offline';
        return trustIn(shippedRoot(), { source: 'public Sigstore (shipped)', staleBecause });
      }
      const cache = join(tempDirectory, 'pypi-trusted-publish-tuf');
      const { trustedRoot, staleBecause, tufFailure } = await publicRoot(cache, {
        clock: deps.clock,
        signal,
      });
      const how = staleBecause === undefined ? 'by TUF' : 'shipped';
      const root = { source: `public Sigstore (${how})`, staleBecause };
      return { ...trustIn(trustedRoot, root), tufFailure };
    }
  }
}

function trustIn(keys: ReturnType<typeof shippedRoot>, root: RootOfTrust): Trust {
  return { verifier: createProvenanceVerifier(keys), root, json: () => trustedRootJson(keys) };
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
