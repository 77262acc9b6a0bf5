import { PublishError } from '../../errors.ts';
import type { Distribution } from '../../packaging/distribution.ts';
import type { Deps } from '../../run/deps.ts';
import type { PublishConfig } from '../config.ts';
import type { ReleaseRecord } from '../report.ts';
import { warnOfRelease } from '../warn-of-release.ts';
import { namesVersion, tagMismatch } from './tag-version.ts';

/** Most often one of the two. */
const ADVICE =
  'Most often the version of the project was not raised before the tag was made, or the build job checked out another commit.';

/**
 * Warns where the run's tag names a version that no distribution has; `require-version: tag`
 * makes that an error, and so a ref that names no version.
 * @param ref the git ref by the claims of the ID token, or, without one, by the runner's variables
 * @returns what does not fit, as a sentence; undefined where all does
 * @throws PublishError `claims-refused`
 */
export function checkTag(
  distributions: readonly Distribution[],
  ref: string | undefined,
  config: PublishConfig,
  record: ReleaseRecord,
  deps: Pick<Deps, 'log'>,
): string | undefined {
  const mismatch = tagMismatch(ref, distributions);
  const text =
    mismatch &&
    `The tag ${mismatch.tag} names version ${mismatch.version}, and no distribution has it: they are ${releases(distributions)}.`;
  if (config.requireVersion === 'tag') {
    if (text !== undefined) throw refused(text);
    if (!namesVersion(ref, distributions)) {
      throw refused(
        `Its ref is ${ref ?? 'not known'}, and \`require-version: tag\` requires a tag that ends in the version.`,
      );
    }
  }
  if (text !== undefined) warnOfRelease(`${text} ${ADVICE}`, record, deps);
  return text;
}

const MOST_RELEASES = 5;

function releases(distributions: readonly Distribution[]): string {
  const all = [...new Set(distributions.map(({ project, version }) => `${project} ${version}`))];
  const more = all.length > MOST_RELEASES ? ` and ${all.length - MOST_RELEASES} more` : '';
  return `${all.slice(0, MOST_RELEASES).join(', ')}${more}`;
}

function refused(why: string): PublishError {
  return new PublishError({
    code: 'claims-refused',
    message: `This run may not publish. ${why}`,
    remedy: `${ADVICE} Raise the version, make a new tag for that commit, and publish from it.`,
  });
}
