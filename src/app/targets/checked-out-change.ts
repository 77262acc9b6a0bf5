import { PublishError } from '../../errors.ts';
import { GitDefect } from '../../git/git-defect.ts';
import { commitAtRef } from '../../git/read-at-ref.ts';
import type { VerificationRequest } from '../verification-request.ts';

/**
 * Refuses to look for a change in a checkout of what it changes: nothing would differ, and that
 * would pass.
 * @param notTheChange commits that the runner may have checked out in place of the change
 * @throws PublishError `invalid-configuration`
 */
export async function requireCheckedOutChange(
  { workspace, headRef }: Pick<VerificationRequest, 'workspace' | 'headRef'>,
  notTheChange: readonly string[],
): Promise<void> {
  if (headRef !== undefined || notTheChange.length === 0) return;
  const head = await headOf(workspace);
  if (head === undefined || !notTheChange.includes(head)) return;
  throw new PublishError({
    code: 'invalid-configuration',
    message:
      'In pull_request_target the base is checked out, not the change: there is nothing to compare.',
    remedy: `Start the workflow on \`pull_request\`: no secret is needed. Or give the change in \`head-ref\` (\${{ github.event.pull_request.head.sha }}) and the lock files in \`lockfile\`.`,
  });
}

async function headOf(workspace: string): Promise<string | undefined> {
  try {
    return await commitAtRef(workspace, 'HEAD');
  } catch (cause) {
    if (cause instanceof GitDefect) return undefined;
    throw cause;
  }
}
