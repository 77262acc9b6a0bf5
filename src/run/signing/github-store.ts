import pLimit from 'p-limit';
import { type GithubApi, storeBundle } from '../../github/attestation-store.ts';
import type { Deps } from '../deps.ts';

const CONCURRENCY = 4;

/**
 * Puts bundles into GitHub's attestation store. It is a copy for `gh attestation verify`:
 * what does not get there is a warning, and changes nothing about the release.
 * @param bundles Sigstore bundles as JSON text
 */
export async function storeAtGithub(bundles: readonly string[], deps: Deps): Promise<void> {
  const { githubApi, log } = deps;
  if (bundles.length === 0) return;
  if (!githubApi) {
    log.warning('GitHub stores no attestations of this run: there is no token for its API.');
    return;
  }
  const reasons = await storeAll(bundles, githubApi, deps);
  const stored = bundles.length - reasons.length;
  log.info(`GitHub's attestation store has ${stored} of ${bundles.length} bundles`);
  const [first] = reasons;
  if (first !== undefined) {
    log.warning(`GitHub did not store ${reasons.length} of ${bundles.length} bundles: ${first}`);
  }
}

async function storeAll(
  bundles: readonly string[],
  api: GithubApi,
  deps: Deps,
): Promise<readonly string[]> {
  const outcomes = await pLimit(CONCURRENCY).map([...bundles], (bundle) =>
    storeBundle(bundle, api, deps),
  );
  return outcomes.flatMap((outcome) => (outcome.kind === 'refused' ? [outcome.reason] : []));
}
