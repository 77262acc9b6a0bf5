import { PublishError } from '../../errors.ts';
import type { IndexProfile } from '../index-profile.ts';

/** PyPI's words (429) for too many projects created in too little time. */
export function isNewProjectLimit(said: string): boolean {
  return /too many new projects/i.test(said);
}

/**
 * The limit is counted in hours, and each further try may prolong it: nothing is tried again.
 * @param retryAt when it ends, where the index says so; milliseconds since the epoch
 */
export function newProjectLimit(
  said: string,
  index: IndexProfile,
  what: string,
  retryAt: number | undefined,
): PublishError {
  const when =
    retryAt === undefined
      ? `${index.title} does not say for how long; a day is enough.`
      : `The next one is possible at ${utc(retryAt)}.`;
  return new PublishError({
    code: 'too-many-new-projects',
    message: `${index.title} did not take ${what}, because this account or address created too many projects of late: ${said}`,
    remedy: `${when} Do not try before, which may prolong it. Then run the job again: it uploads what is missing. Projects that exist already are not concerned; \`on-error: continue\` publishes them now.`,
  });
}

function utc(time: number): string {
  const text = new Date(time).toISOString();
  return `${text.slice(0, 10)} ${text.slice(11, 16)} UTC`;
}
