import { sendJson } from '../http/json.ts';
import { type Exchange, type LoopbackServer, startServer } from '../http/server.ts';

/** The files of one commit, by path. */
export type Tree = Readonly<Record<string, string | Uint8Array>>;

export interface RepositoryService extends LoopbackServer {
  /** Trees by the commit's SHA. */
  readonly commits: Map<string, Tree>;
  /** Commits by the name of a branch or tag. */
  readonly refs: Map<string, string>;
}

/**
 * GitHub's REST API as far as it tells what a repository holds: `commits/{ref}` in the media type
 * that gives the SHA alone, `contents/{path}` in the raw one. Without a token everything is 404, as
 * for a private repository.
 */
export async function startRepository(repository: string): Promise<RepositoryService> {
  const commits = new Map<string, Tree>();
  const refs = new Map<string, string>();
  const notFound = ({ response }: Exchange) => sendJson(response, 404, { message: 'Not Found' });
  const isAllowed = ({ request }: Exchange) =>
    /^bearer \S/i.test(request.headers.authorization ?? '');
  const shaOf = (ref: string) => (commits.has(ref) ? ref : refs.get(ref));

  const commit = (exchange: Exchange) => {
    const { response, params } = exchange;
    const sha = shaOf(params.get('ref') ?? '');
    if (!isAllowed(exchange)) return notFound(exchange);
    if (sha === undefined) {
      sendJson(response, 422, { message: `No commit found for SHA: ${params.get('ref')}` });
      return;
    }
    response.writeHead(200, { 'content-type': 'application/vnd.github.sha; charset=utf-8' });
    response.end(sha);
  };

  const contents = (exchange: Exchange) => {
    const { response, params, url } = exchange;
    const tree = commits.get(shaOf(url.searchParams.get('ref') ?? '') ?? '');
    const content = tree?.[params.get('path') ?? ''];
    if (!isAllowed(exchange) || content === undefined) return notFound(exchange);
    response.writeHead(200, { 'content-type': 'application/vnd.github.raw+json; charset=utf-8' });
    response.end(content);
  };

  const root = `^/repos/${repository}`;
  const server = await startServer(() => [
    { method: 'GET', path: new RegExp(`${root}/commits/(?<ref>[^/]+)$`), handle: commit },
    { method: 'GET', path: new RegExp(`${root}/contents/(?<path>.+)$`), handle: contents },
  ]);
  return Object.assign(server, { commits, refs });
}
