import { createHash } from 'node:crypto';
import { RequestFailure } from '../../http/request-failure.ts';
import { type RetryDeps, sendWithRetries } from '../../http/retry.ts';
import { READING, type ReadIndex } from './project-state.ts';

/** What came of fetching a file. */
export type DownloadAnswer =
  | { readonly kind: 'found'; readonly bytes: Buffer }
  | { readonly kind: 'unavailable'; readonly reason: string };

/** The largest file that PyPI takes without asking has 100 MiB; some projects may have more. */
const MOST_BYTES = 1024 * 1024 * 1024;
const TIMEOUT_MS = 60_000;

/** Hosts that serve an index's files, where it is not the index itself. */
const FILE_HOSTS: ReadonlyMap<string, string> = new Map([
  ['pypi.org', 'files.pythonhosted.org'],
  ['test.pypi.org', 'test-files.pythonhosted.org'],
]);

/**
 * Fetches a file of an index, from the index itself or from where it is known to keep its files,
 * and holds it against the SHA-256 that the index lists.
 */
export async function downloadFile(
  file: { readonly url: string; readonly filename: string; readonly sha256: string },
  index: ReadIndex,
  deps: RetryDeps,
): Promise<DownloadAnswer> {
  const url = URL.parse(file.url, index.simpleUrl);
  const own = new URL(index.simpleUrl);
  const isOwn =
    url?.origin === own.origin ||
    (url?.protocol === 'https:' && url.host === FILE_HOSTS.get(own.host));
  if (!url || !isOwn) {
    return unavailable(
      `${index.title} keeps ${file.filename} elsewhere, where nothing is fetched.`,
    );
  }
  url.hash = '';
  try {
    const response = await sendWithRetries(
      {
        service: index.title,
        method: 'GET',
        url: url.href,
        maxBodyBytes: MOST_BYTES,
        timeoutMs: TIMEOUT_MS,
      },
      deps,
      READING,
    );
    if (response.status !== 200) {
      return unavailable(`${index.title} answered HTTP ${response.status} for ${file.filename}.`);
    }
    const sha256 = createHash('sha256').update(response.body).digest('hex');
    if (sha256 === file.sha256) return { kind: 'found', bytes: response.body };
    return unavailable(`${file.filename} came with other bytes than ${index.title} lists.`);
  } catch (failure) {
    if (!(failure instanceof RequestFailure)) throw failure;
    return unavailable(failure.message);
  }
}

const unavailable = (reason: string): DownloadAnswer => ({ kind: 'unavailable', reason });
