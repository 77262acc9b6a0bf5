import { Parser } from 'htmlparser2';
import { parseDistributionFilename } from './distribution-filename.ts';
import type { SimpleFile, SimpleProject } from './simple-api.ts';
import { formatVersion } from './version.ts';

/** More than the largest projects have, and few enough for memory. */
const MOST_FILES = 100_000;
/** Pages of indexes are flat; the parser looks through all open elements at every end tag. */
const MOST_DEPTH = 200;
/** What Python's `hashlib` always has: the names that a fragment may have (PEP 503). */
const ALGORITHMS: readonly string[] = ['md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512'];

/**
 * A project page of the HTML Simple API (PEP 503, 629, 714, 740, 792), as far as it says what the
 * JSON one does: a file has the hashes of its link's fragment, often none, and no upload time;
 * versions are those of the file names.
 * @param text at most some megabytes: it is read at once
 * @param from where the page came from, which its links are relative to, and the project asked for
 * @returns undefined for what is no such page: another major version, nested without end, more
 * files than any project has, or a page that neither says that it is one nor lists a distribution
 */
export function parseSimpleHtml(
  text: string,
  from: { readonly url: string; readonly project: string },
): SimpleProject | undefined {
  const page = new PageReader(from.url);
  const parser = new Parser(page);
  try {
    parser.end(text);
  } catch (error) {
    if (error instanceof NoSimplePage) return undefined;
    throw error;
  }
  return page.project(from.project);
}

class NoSimplePage extends Error {}

type Attributes = Readonly<Record<string, string>>;

class PageReader {
  #base: string;
  #hasBase = false;
  #depth = 0;
  #apiVersion: string | undefined;
  readonly #status: { status?: string; reason?: string } = {};
  readonly #files: SimpleFile[] = [];

  constructor(url: string) {
    this.#base = url;
  }

  onopentag(name: string, attributes: Attributes): void {
    this.#depth += 1;
    if (this.#depth > MOST_DEPTH) throw new NoSimplePage();
    if (name === 'a') this.#addFile(attributes);
    if (name === 'meta') this.#readMeta(attributes);
    if (name === 'base') this.#readBase(attributes);
  }

  onclosetag(): void {
    this.#depth -= 1;
  }

  project(name: string): SimpleProject | undefined {
    const apiVersion = this.#apiVersion ?? '1.0';
    const parsed = this.#files.map(({ filename }) => parseDistributionFilename(filename));
    const versions = new Set(parsed.flatMap((one) => (one ? [formatVersion(one.version)] : [])));
    const isSimplePage = this.#apiVersion !== undefined || versions.size > 0;
    if (!isSimplePage || !/^1(?:\.|$)/.test(apiVersion)) return undefined;
    return {
      meta: { 'api-version': apiVersion },
      name,
      'project-status': this.#status,
      versions: [...versions],
      files: this.#files,
    };
  }

  /** `<base href>`: the first counts (HTML 4.2.3), as for pip. */
  #readBase({ href }: Attributes): void {
    if (this.#hasBase || href === undefined) return;
    this.#hasBase = true;
    this.#base = URL.parse(href, this.#base)?.href ?? this.#base;
  }

  #readMeta({ name, content }: Attributes): void {
    if (content === undefined) return;
    if (name === 'pypi:repository-version') this.#apiVersion ??= content.trim();
    if (name === 'pypi:project-status') this.#status.status ??= content.trim();
    if (name === 'pypi:project-status-reason') this.#status.reason ??= content;
  }

  #addFile({ href, 'data-provenance': provenance }: Attributes): void {
    const url = href === undefined ? null : URL.parse(href.trim(), this.#base);
    if (url === null || !/^https?:$/.test(url.protocol)) return;
    const filename = lastPart(url.pathname);
    if (filename === undefined) return;
    if (this.#files.length === MOST_FILES) throw new NoSimplePage();
    const hashes = fragmentHashes(url.hash);
    url.hash = '';
    this.#files.push({ filename, url: url.href, hashes, ...(provenance ? { provenance } : {}) });
  }
}

/** The file's name, decoded: PEP 503 wants it there, and installers take it from there. */
function lastPart(pathname: string): string | undefined {
  const part = pathname.slice(pathname.lastIndexOf('/') + 1);
  try {
    return decodeURIComponent(part) || undefined;
  } catch {
    return undefined;
  }
}

/** `#sha256=…`, in lower case; several are joined by `&`, and the first of a name counts. */
function fragmentHashes(fragment: string): Record<string, string> {
  const hashes: Record<string, string> = {};
  for (const pair of fragment.slice(1).split('&', 2 * ALGORITHMS.length)) {
    const [, algorithm = '', digest = ''] = /^([a-z0-9]+)=([0-9a-f]+)$/i.exec(pair) ?? [];
    if (ALGORITHMS.includes(algorithm)) hashes[algorithm] ??= digest.toLowerCase();
  }
  return hashes;
}
