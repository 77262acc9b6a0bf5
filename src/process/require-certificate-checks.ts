import { PublishError } from '../errors.ts';
import type { Environment } from './environment.ts';

/**
 * Refuses an environment in which Node.js accepts any certificate: tokens would go to whoever
 * answers, and what is verified would come from there.
 * @throws PublishError `invalid-configuration`
 */
export function requireCertificateChecks(env: Environment): void {
  if (env['NODE_TLS_REJECT_UNAUTHORIZED'] !== '0') return;
  throw new PublishError({
    code: 'invalid-configuration',
    message:
      'The variable NODE_TLS_REJECT_UNAUTHORIZED is 0, which makes Node.js accept any certificate: tokens would be sent to any server that answers in place of the right one.',
    remedy:
      'Remove the variable from this step, its job and the runner. For a server or proxy with a private certificate authority, give that authority as `ca-file`.',
  });
}
