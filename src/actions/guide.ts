import { type PublishErrorCode, troubleshootingSection } from '../errors.ts';
import type { Environment } from '../process/run-context.ts';

/** Says where the troubleshooting guide tells more about an error. */
export type Guide = (code: PublishErrorCode) => string;

/**
 * The guide of the very version that runs, where the runner says where the action came
 * from; a local action (`uses: ./`) has its guide in the checkout.
 */
export function createGuide(env: Environment): Guide {
  const { GITHUB_ACTION_REPOSITORY: repository, GITHUB_ACTION_REF: ref } = env;
  if (!repository || !ref) return troubleshootingSection;
  const server = env['GITHUB_SERVER_URL'] ?? 'https://github.com';
  return (code) => `${server}/${repository}/blob/${ref}/${troubleshootingSection(code)}`;
}
