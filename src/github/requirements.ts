import { PublishError } from '../errors.ts';
import type { IdTokenClaims } from './oidc.ts';

/** What a workflow asks of its own runs. */
export interface ClaimRequirements {
  /** The deployment environment: `true` for any, a name for that one. */
  readonly environment: string | undefined;
  /** A pattern for the git ref, such as `refs/tags/*`; `*` stands for anything but `/`. */
  readonly ref: string | undefined;
}

/**
 * Checks a run against what its workflow asks for, by the claims of the ID token: variables of
 * the runner can be changed by any step before.
 * @throws PublishError `claims-refused`
 */
export function checkRequirements(claims: IdTokenClaims, asked: ClaimRequirements): void {
  const { environment, ref } = claims;
  if (asked.environment === 'true' && environment === undefined) {
    throw refused('it has no environment, and `require-environment` asks for one');
  }
  if (![undefined, 'true', environment].includes(asked.environment)) {
    throw refused(
      `its environment is ${environment ?? 'none'}, and \`require-environment\` asks for ${asked.environment}`,
    );
  }
  if (asked.ref !== undefined && !pattern(asked.ref).test(ref ?? '')) {
    throw refused(`its ref is ${ref ?? 'none'}, and \`require-ref\` asks for ${asked.ref}`);
  }
}

function pattern(text: string): RegExp {
  const parts = text.split(/(\*\*|\*)/).map((part) => {
    if (part === '**') return '.*';
    return part === '*' ? '[^/]*' : part.replace(/[.+?^${}()|[\]\\]/g, '\\$&');
  });
  return new RegExp(`^${parts.join('')}$`);
}

function refused(why: string): PublishError {
  return new PublishError({
    code: 'claims-refused',
    message: `This run may not publish: ${why}.`,
    remedy:
      'Start it from the right ref and with the right `environment:` on the job, or change what this step asks for.',
  });
}
