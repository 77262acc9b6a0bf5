import { lstat, realpath } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { PublishError } from '../../errors.ts';
import type { VerificationRequest } from '../request.ts';
import type { Commits } from './commits.ts';
import { readTarget } from './errors.ts';

/**
 * Refuses to look for a change in a checkout of what it changes: nothing would differ, and that
 * would pass.
 * @param notTheChange commits that the runner may have checked out in place of the change
 * @throws PublishError `invalid-configuration`
 */
export async function requireCheckedOutChange(
  { workspace, headRef }: Pick<VerificationRequest, 'workspace' | 'headRef'>,
  notTheChange: readonly string[],
  commits: Pick<Commits, 'checkedOut'>,
): Promise<void> {
  if (headRef !== undefined || notTheChange.length === 0) return;
  const head = await commits.checkedOut(workspace);
  if (head === undefined || !notTheChange.includes(head)) return;
  throw new PublishError({
    code: 'invalid-configuration',
    message: 'The base is checked out, not the change: there is nothing to compare.',
    remedy: `Check out what the runner checks out by default (no \`ref\`), and start the workflow on \`pull_request\`, not on \`pull_request_target\`: no secret is needed. Or give the change in \`head-ref\` (\${{ github.event.pull_request.head.sha }}) and the lock files in \`lockfile\`.`,
  });
}

type Compared = Pick<VerificationRequest, 'workspace' | 'headRef' | 'base'>;

/**
 * Refuses a base that is the commit that is verified, such as `origin/main` in a push to `main`:
 * nothing differs, whatever was pushed. Called where nothing differs. `HEAD` is allowed: by it altered
 * files are compared with what was committed.
 * @throws PublishError `invalid-configuration`
 */
export async function requireOtherBase(request: Compared, commits: Commits): Promise<void> {
  const name = await sameBase(request, commits);
  if (name === undefined) return;
  throw new PublishError({
    code: 'invalid-configuration',
    message: `${name} is what is verified: there is nothing to compare.`,
    remedy: `Give what was there before, such as \${{ github.event.before }} in a push. Or leave it out: then every file is verified. To compare altered files with the commit that is checked out, give \`base-ref: HEAD\`.`,
  });
}

/** The input that names what is verified as its own base. */
async function sameBase(
  { workspace, headRef, base }: Compared,
  commits: Commits,
): Promise<string | undefined> {
  if (base.kind === 'none' || (base.kind === 'ref' && base.ref === 'HEAD')) return undefined;
  const head =
    headRef === undefined
      ? await commits.checkedOut(workspace)
      : await idOf(headRef, 'head-ref', commits);
  if (base.kind === 'ref') {
    const isSame = head !== undefined && (await idOf(base.ref, 'base-ref', commits)) === head;
    return isSame ? `\`base-ref\` (${base.ref})` : undefined;
  }
  const folder = resolve(workspace, base.path);
  const isWorkspace =
    headRef === undefined && (await realpath(folder)) === (await realpath(workspace));
  const isSame = head !== undefined && (await commitOfFolder(folder, commits)) === head;
  return isWorkspace || isSame ? `\`base\` (${base.path})` : undefined;
}

async function idOf(ref: string, option: string, commits: Commits): Promise<string> {
  return /^[0-9a-f]{40,64}$/.test(ref) ? ref : readTarget(() => commits.resolve(ref, option));
}

/** Only of a checkout: any other folder may lie in the repository of the change. */
async function commitOfFolder(folder: string, commits: Commits): Promise<string | undefined> {
  const hasGit = await lstat(join(folder, '.git')).catch(() => undefined);
  return hasGit && commits.checkedOut(folder);
}
