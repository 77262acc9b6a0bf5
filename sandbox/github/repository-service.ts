import { createHash } from 'node:crypto';
import { posix } from 'node:path';
import { sendJson } from '../http/json.ts';
import { type Exchange, type LoopbackServer, startServer } from '../http/server.ts';

/** A file, or what else a path of a commit can be. */
export type Entry =
  | string
  | Uint8Array
  | { readonly link: string }
  | { readonly submodule: string };

/** The files of one commit, by path. */
export type Tree = Readonly<Record<string, Entry>>;

export interface RepositoryService extends LoopbackServer {
  /** Trees by the commit's SHA. */
  readonly commits: Map<string, Tree>;
  /** Commits by the name of a branch or tag. */
  readonly refs: Map<string, string>;
}

/** Larger files come without their content (GitHub's documentation, as of 2026-12). Bytes. */
const LARGEST_INLINE = 1024 * 1024;

/**
 * GitHub's REST API where it tells what a repository holds: `commits/{ref}` in the media type that gives
 * the SHA alone, `contents/{path}` in the one for objects, `git/blobs/{sha}` in the raw one. Without a
 * token everything is 404, as for a private repository.
 */
export async function startRepository(repository: string): Promise<RepositoryService> {
  const commits = new Map<string, Tree>();
  const refs = new Map<string, string>();
  const notFound = ({ response }: Exchange) => sendJson(response, 404, { message: 'Not Found' });
  const isAllowed = ({ request }: Exchange) =>
    /^(?:bearer|token) \S/i.test(request.headers.authorization ?? '');
  const shaOf = (ref: string) => (commits.has(ref) ? ref : refs.get(ref.replace(/^heads\//, '')));

  const commit = (exchange: Exchange) => {
    const { response, params } = exchange;
    const ref = params.get('ref') ?? '';
    const sha = shaOf(ref);
    if (!isAllowed(exchange)) return notFound(exchange);
    if (sha === undefined) {
      sendJson(response, 422, { message: `No commit found for SHA: ${ref}` });
      return;
    }
    response.writeHead(200, { 'content-type': 'application/vnd.github.sha; charset=utf-8' });
    response.end(sha);
  };

  const contents = (exchange: Exchange) => {
    const { response, params, url } = exchange;
    const tree = commits.get(shaOf(url.searchParams.get('ref') ?? '') ?? '');
    const object = tree && contentsOf(tree, params.get('path') ?? '');
    if (!isAllowed(exchange) || object === undefined) return notFound(exchange);
    sendJson(response, 200, object);
  };

  const blob = (exchange: Exchange) => {
    const { response, params } = exchange;
    const files = [...commits.values()].flatMap((tree) => Object.values(tree)).flatMap(bytesOf);
    const found = files.find((bytes) => blobId(bytes) === params.get('sha'));
    if (!isAllowed(exchange) || found === undefined) return notFound(exchange);
    response.writeHead(200, { 'content-type': 'application/vnd.github.raw+json; charset=utf-8' });
    response.end(found);
  };

  const root = `^/repos/${repository}`;
  const server = await startServer(() => [
    { method: 'GET', path: new RegExp(`${root}/commits/(?<ref>[^/]+)$`), handle: commit },
    { method: 'GET', path: new RegExp(`${root}/contents/(?<path>.+)$`), handle: contents },
    { method: 'GET', path: new RegExp(`${root}/git/blobs/(?<sha>[0-9a-f]+)$`), handle: blob },
  ]);
  return Object.assign(server, { commits, refs });
}

/**
 * What the API says of a path, in the form of `application/vnd.github.object+json`. A link to a file is
 * shown as that file; other links as links. Paths do not lead through linked folders.
 */
function contentsOf(tree: Tree, path: string): object | undefined {
  const entry = Object.hasOwn(tree, path) ? tree[path] : undefined;
  const named = { name: posix.basename(path), path };
  if (entry === undefined) {
    const below = Object.keys(tree).filter((name) => name.startsWith(`${path}/`));
    return below.length === 0
      ? undefined
      : { type: 'dir', ...named, entries: below.map((name) => ({ path: name })) };
  }
  if (typeof entry === 'object' && 'submodule' in entry) {
    return { type: 'submodule', ...named, submodule_git_url: entry.submodule };
  }
  if (typeof entry === 'object' && 'link' in entry) {
    const target = tree[posix.join(posix.dirname(path), entry.link)];
    const [bytes] = target === undefined ? [] : bytesOf(target);
    return bytes ? { ...named, ...file(bytes) } : { type: 'symlink', ...named, target: entry.link };
  }
  return { ...named, ...file(Buffer.from(entry)) };
}

function bytesOf(entry: Entry): Buffer[] {
  if (typeof entry === 'string') return [Buffer.from(entry)];
  return entry instanceof Uint8Array ? [Buffer.from(entry)] : [];
}

function file(bytes: Buffer): object {
  const isInline = bytes.length <= LARGEST_INLINE;
  return {
    type: 'file',
    size: bytes.length,
    sha: blobId(bytes),
    encoding: isInline ? 'base64' : 'none',
    content: isInline ? bytes.toString('base64').replace(/.{60}/g, '$&\n') : '',
  };
}

/** The name that git gives to a content. */
function blobId(bytes: Buffer): string {
  return createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}
