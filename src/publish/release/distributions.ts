import { resolve } from 'node:path';
import { discoverDistributions } from '../../distributions/discover.ts';
import { inspectDistributions } from '../../distributions/inspect.ts';
import type { Distribution } from '../../packaging/distribution.ts';
import { type FileWarnings, preflight } from '../../preflight/preflight.ts';
import type { Deps } from '../../run/deps.ts';
import { countedProgress } from '../../run/progress.ts';
import { sizeText } from '../../text/size-text.ts';
import type { PublishConfig } from '../config.ts';
import { checkExpectedHashes } from './expected-hashes.ts';

/** Archives open at once: enough to keep the disk busy while others are hashed. */
const INSPECT_CONCURRENCY = 4;

/** The distributions of a release. */
export interface CollectedDistributions {
  readonly distributions: readonly Distribution[];
  /** What preflight warned of, by file name. */
  readonly warnings: FileWarnings;
}

/**
 * Finds the distributions of a release, opens and hashes each, and holds them against the hashes
 * of the build job and the rules of the index. Nobody is asked anything.
 * @throws PublishError `no-distributions`, `incomplete-release`, `invalid-distribution`, `preflight-failed`,
 *   `invalid-configuration` for hashes that cannot be read
 */
export async function collectDistributions(
  config: PublishConfig,
  deps: Deps,
): Promise<CollectedDistributions> {
  const { packagesDir, patterns } = config.selection;
  const { workspace, index, verifyMetadata, printHash } = config;
  const found = await discoverDistributions({
    packagesDir: resolve(workspace, packagesDir),
    patterns,
    workspace,
  });
  if (found.strays.length > 0) {
    deps.log.info(`Not distributions, left alone: ${found.strays.join(', ')}`);
  }
  const distributions = await inspectDistributions(found.distributions, {
    concurrency: INSPECT_CONCURRENCY,
    onInspected: countedProgress('Checking', found.distributions.length, 'files', deps.log),
  });
  for (const { filename, size, sha256 } of distributions) {
    deps.log.info(`${filename}  ${sizeText(size)}${printHash ? `  sha256:${sha256}` : ''}`);
  }
  if (config.expectedHashes !== undefined) {
    await checkExpectedHashes(distributions, config.expectedHashes, workspace);
  }
  const warnings = preflight({ distributions, index: index.kind }, { verifyMetadata }, deps);
  return { distributions, warnings };
}
