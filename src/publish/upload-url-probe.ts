import { PublishError } from '../errors.ts';
import { displayUrl, isSecureUrl } from '../http/url.ts';
import { type IndexProfile, shownUploadUrl } from '../pypi/index-profile.ts';
import { basicAuthorization } from '../pypi/token/upload-token.ts';
import { type ProbeAnswer, probeUploadUrl } from '../pypi/upload/upload-probe.ts';
import type { Deps } from '../run/deps.ts';
import type { PublishConfig } from './config.ts';

/**
 * Finds out, before anything is signed, whether `repository-url` can be the upload URL of an index,
 * and which URL was meant. PyPI's and TestPyPI's are known, and one that ends as theirs
 * (`/legacy/`) is not doubted.
 * @throws PublishError `invalid-configuration`
 */
export async function checkUploadUrl(
  { index, authentication }: Pick<PublishConfig, 'index' | 'authentication'>,
  deps: Deps,
): Promise<void> {
  const url = new URL(index.uploadUrl);
  if (index.kind !== 'other' || url.pathname.endsWith('/legacy/')) return;
  const authorization =
    authentication.kind === 'password' ? basicAuthorization(authentication, deps.log) : undefined;
  const probe = (place: string) => probeUploadUrl(place, authorization, index, deps);
  const answer = await probe(url.href);
  if (answer.kind === 'redirect') throw redirected(answer, url, index);
  if (answer.kind !== 'absent') return;
  const meant = await firstPossible(candidates(url), probe);
  if (meant === undefined && answer.status === 404) {
    // Some servers answer so to whoever may not see a repository: the upload will tell.
    deps.log.warning(
      `${shownUploadUrl(index)} answers uploads with HTTP 404: \`repository-url\` may be wrong, or the repository is not visible with these credentials.`,
    );
    return;
  }
  throw new PublishError({
    code: 'invalid-configuration',
    message: `\`repository-url\` (${shownUploadUrl(index)}) accepts no uploads: ${index.title} answers HTTP ${answer.status}.`,
    remedy:
      meant === undefined
        ? 'Set `repository-url` to the upload URL of the index, as its documentation names it. The URL that installers use (`/simple/`) is another one.'
        : `Set \`repository-url: ${meant}\`, which answers as an upload URL does.`,
  });
}

async function firstPossible(
  places: readonly string[],
  probe: (place: string) => Promise<ProbeAnswer>,
): Promise<string | undefined> {
  for (const place of places) {
    if ((await probe(place)).kind === 'possible') return place;
  }
  return undefined;
}

/** Upload URLs of the same server that may be meant: with a slash, without `/simple/`, PyPI's path. */
function candidates({ origin, pathname }: URL): readonly string[] {
  const closed = pathname.replace(/(?<!\/)\/*$/, '/');
  const root = closed.replace(/(?:\+?simple|legacy)\/$/, '');
  const paths = [closed, `${root}legacy/`, root, '/legacy/'];
  return [...new Set(paths)].filter((path) => path !== pathname).map((path) => origin + path);
}

function redirected(
  { status, location }: Extract<ProbeAnswer, { kind: 'redirect' }>,
  url: URL,
  index: IndexProfile,
): PublishError {
  const where = location && isSecureUrl(location) ? displayUrl(location).slice(0, 300) : undefined;
  const isSlash = where === `${displayUrl(url)}/`;
  return new PublishError({
    code: 'invalid-configuration',
    message: `\`repository-url\` (${shownUploadUrl(index)}) redirects uploads${where === undefined ? '' : ` to ${where}`} (HTTP ${status}). Redirects are not followed, because the credentials would go along.`,
    remedy: isSlash
      ? `Set \`repository-url: ${where}\`.`
      : 'If uploads belong there, set `repository-url` to that URL. If it is a login page, `repository-url` is not the upload URL of the index, or its server wants another kind of login.',
  });
}
