import { Parser } from 'htmlparser2';
import { TooMuch } from '../../json/meter.ts';
import { parseDistributionFilename } from '../../packaging/distribution-filename.ts';
import { formatVersion } from '../../packaging/version.ts';
import { pauses } from '../pauses.ts';
import { LONGEST_URL, MOST_FILES, type SimpleFile, type SimpleProject } from './simple-api.ts';

/** Pages of indexes are flat; the parser looks through all open elements at every end tag. */
const MOST_DEPTH = 200;
/** Of one element; pages of indexes have five or six. */
const MOST_ATTRIBUTES = 50;
/** `<base href>` and the status are repeated or short. */
const LONGEST_BASE = 2048;
const LONGEST_WORD = 1024;
/** Of what has not ended: more than a piece of the page as it comes. */
const LONGEST_PART = 256 * 1024;
/** What Python's `hashlib` always has: the names that a fragment may have (PEP 503). */
const ALGORITHMS: readonly string[] = ['md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512'];

/**
 * A project page of the HTML Simple API (PEP 503, 629, 714, 740, 792), as far as it says what the
 * JSON one does: a file has the hashes of its link's fragment, often none, and no upload time;
 * versions are those of the file names.
 * @param chunks UTF-8
 * @param from where the page came from, which its links are relative to, and the project asked for
 * @throws RangeError that says what is wrong, or too much, as what comes after "it": no page of an
 *   index says so or lists a distribution, has another major version, or more than any project has
 */
export async function parseSimpleHtml(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  from: { readonly url: string; readonly project: string },
): Promise<SimpleProject> {
  const page = new PageReader(from.url);
  const parser = new Parser(page);
  const decoder = new TextDecoder();
  const pause = pauses();
  let length = 0;
  for await (const chunk of chunks) {
    const text = decoder.decode(chunk, { stream: true });
    parser.write(text);
    length += text.length;
    // The parser keeps what it has of a value or a comment that does not end.
    if (length - Math.max(parser.startIndex, parser.endIndex) > LONGEST_PART) {
      throw new TooMuch(`has an attribute or a comment of more than ${LONGEST_PART} characters`);
    }
    await pause();
  }
  parser.end(decoder.decode());
  return page.project(from.project);
}

type Attributes = Readonly<Record<string, string>>;

/** Of the attributes that are read, in characters. */
const LONGEST: ReadonlyMap<string, number> = new Map([
  ['href', LONGEST_URL],
  ['data-provenance', LONGEST_URL],
  ['name', LONGEST_WORD],
  ['content', LONGEST_WORD],
]);

class PageReader {
  #base: string;
  #hasBase = false;
  #depth = 0;
  #attributes = 0;
  #apiVersion: string | undefined;
  readonly #status: { status?: string; reason?: string } = {};
  readonly #files: SimpleFile[] = [];

  constructor(url: string) {
    this.#base = url;
  }

  onopentagname(): void {
    this.#attributes = 0;
    this.#depth += 1;
    if (this.#depth > MOST_DEPTH) throw new TooMuch(`is nested more than ${MOST_DEPTH} deep`);
  }

  onattribute(name: string, value: string): void {
    this.#attributes += 1;
    if (this.#attributes > MOST_ATTRIBUTES) {
      throw new TooMuch(`has an element with more than ${MOST_ATTRIBUTES} attributes`);
    }
    const longest = LONGEST.get(name);
    if (longest !== undefined && value.length > longest) {
      throw new TooMuch(`has a \`${name}\` of more than ${longest} characters`);
    }
  }

  onopentag(name: string, attributes: Attributes): void {
    if (name === 'a') this.#addFile(attributes);
    if (name === 'meta') this.#readMeta(attributes);
    if (name === 'base') this.#readBase(attributes);
  }

  onclosetag(): void {
    this.#depth -= 1;
  }

  project(name: string): SimpleProject {
    const apiVersion = this.#apiVersion ?? '1.0';
    const parsed = this.#files.map(({ filename }) => parseDistributionFilename(filename));
    const versions = new Set(parsed.flatMap((one) => (one ? [formatVersion(one.version)] : [])));
    const isSimplePage = this.#apiVersion !== undefined || versions.size > 0;
    if (!isSimplePage || !/^1(?:\.|$)/.test(apiVersion)) {
      throw new RangeError('is not a page of the Simple API');
    }
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
    if (href.length > LONGEST_BASE) {
      throw new TooMuch(`has a \`<base>\` of more than ${LONGEST_BASE} characters`);
    }
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
    if (this.#files.length === MOST_FILES) {
      throw new TooMuch(`lists more than ${MOST_FILES.toLocaleString('en-US')} files`);
    }
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
