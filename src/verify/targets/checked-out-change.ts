import { PublishError } from '../../errors.ts';
import { GitDefect } from '../../git/git-defect.ts';
import { commitAtRef } from '../../git/read-at-ref.ts';
import type { VerificationRequest } from '../request.ts';

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
  const head = await commitOf(workspace, 'HEAD');
  if (head === undefined || !notTheChange.includes(head)) return;
  throw new PublishError({
    code: 'invalid-configuration',
    message: 'The base is checked out, not the change: there is nothing to compare.',
    remedy: `Check out what the runner checks out by default (no \`ref\`), and start the workflow on \`pull_request\`, not on \`pull_request_target\`: no secret is needed. Or give the change in \`head-ref\` (\${{ github.event.pull_request.head.sha }}) and the lock files in \`lockfile\`.`,
  });
}

/**
 * Refuses a base that is a name for what is checked out, such as `origin/main` in a push to `main`:
 * nothing differs, whatever was pushed. `HEAD` and a whole commit id are meant as they are: a
 * checkout with altered locks can be compared with them.
 * @throws PublishError `invalid-configuration`
 */
export async function requireOtherBase({
  workspace,
  headRef,
  base,
}: Pick<VerificationRequest, 'workspace' | 'headRef' | 'base'>): Promise<void> {
  if (base.kind !== 'ref' || /^(?:HEAD|[0-9a-f]{40,64})$/.test(base.ref)) return;
  const head = await commitOf(workspace, headRef ?? 'HEAD');
  if (head === undefined || (await commitOf(workspace, base.ref)) !== head) return;
  throw new PublishError({
    code: 'invalid-configuration',
    message: `\`base-ref\` (${base.ref}) is the commit that is verified: there is nothing to compare.`,
    remedy: `Give what was there before, such as \${{ github.event.before }} in a push. Or leave \`base-ref\` out: then every file is verified.`,
  });
}

async function commitOf(workspace: string, ref: string): Promise<string | undefined> {
  try {
    return await commitAtRef(workspace, ref);
  } catch (cause) {
    if (cause instanceof GitDefect) return undefined;
    throw cause;
  }
}
