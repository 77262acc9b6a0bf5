import { createHash } from 'node:crypto';
import { preferred } from '../http/accept.ts';
import { sendJson } from '../http/json.ts';
import type { Exchange } from '../http/server.ts';
import { normalizedName } from './distribution-filename.ts';
import { provenanceOf } from './provenance.ts';
import { escapeHtml, sendPage } from './refusal.ts';
import type { IndexSettings } from './settings.ts';
import type { IndexState, Project, StoredFile } from './state.ts';

const JSON_TYPE = 'application/vnd.pypi.simple.v1+json';
const OFFERS: ReadonlyMap<string, string> = new Map([
  ['text/html', 'text/html'],
  ['application/vnd.pypi.simple.v1+html', 'application/vnd.pypi.simple.v1+html'],
  [JSON_TYPE, JSON_TYPE],
  ['application/vnd.pypi.simple.latest+html', 'application/vnd.pypi.simple.v1+html'],
  ['application/vnd.pypi.simple.latest+json', JSON_TYPE],
]);
const API_VERSION = '1.4';

/** `GET /simple/` */
export function simpleRoot(exchange: Exchange, state: IndexState, settings: IndexSettings): void {
  const projects = [...state.projects.values()];
  answer(exchange, settings, {
    json: {
      meta: { 'api-version': API_VERSION },
      projects: projects.map(({ name }) => ({ name })),
    },
    title: 'Simple index',
    lines: projects.map(
      (project) =>
        `<a href="/simple/${project.normalizedName}/">${escapeHtml(project.name)}</a><br />`,
    ),
  });
}

/** `GET /simple/{project}/` (PEP 503, 691, 700, 714, 740, 792) */
export function simpleProject(
  exchange: Exchange,
  state: IndexState,
  settings: IndexSettings,
): void {
  const { params, response, url } = exchange;
  const name = params.get('project') ?? '';
  const normalized = normalizedName(name);
  if (name !== normalized) {
    response.writeHead(301, { location: `/simple/${normalized}/` }).end();
    return;
  }
  const project = state.projects.get(normalized);
  if (project === undefined) {
    sendPage(exchange, 404);
    return;
  }
  const files = [...project.releases.values()].flatMap((release) => release.files);
  const quarantined = project.status === 'quarantined';
  const listed = quarantined ? [] : files.toSorted((a, b) => (a.filename < b.filename ? -1 : 1));
  answer(exchange, settings, {
    json: {
      meta: { '_last-serial': state.files.length, 'api-version': API_VERSION },
      name: normalized,
      'project-status': { status: project.status },
      versions: [...new Set(files.map(({ version }) => version))],
      files: listed.map((file) => fileJson(file, url.origin, settings)),
    },
    title: `Links for ${project.name}`,
    status: project.status,
    lines: listed.map((file) => anchor(file, url.origin, settings)),
  });
}

export const fileUrl = (file: StoredFile, origin: string): string =>
  `${origin}/packages/${file.sha256.slice(0, 2)}/${file.sha256.slice(2, 4)}/${file.sha256.slice(4)}/${encodeURIComponent(file.filename)}`;

export const provenanceUrl = (file: StoredFile, origin: string): string | null =>
  provenanceOf(file) === undefined
    ? null
    : `${origin}/integrity/${file.project.normalizedName}/${file.version}/${encodeURIComponent(file.filename)}/provenance`;

const requiresPython = (file: StoredFile): string | undefined =>
  file.fields.get('requires_python')?.[0];

const metadataHash = (file: StoredFile): string | undefined =>
  file.metadata === undefined
    ? undefined
    : createHash('sha256').update(file.metadata).digest('hex');

function fileJson(file: StoredFile, origin: string, settings: IndexSettings): object {
  const hash = metadataHash(file);
  const coreMetadata = hash === undefined ? false : { sha256: hash };
  return {
    'core-metadata': coreMetadata,
    'data-dist-info-metadata': coreMetadata,
    filename: file.filename,
    hashes: { sha256: file.sha256 },
    ...(settings.provenance ? { provenance: provenanceUrl(file, origin) } : {}),
    'requires-python': requiresPython(file) ?? null,
    size: file.size,
    'upload-time': new Date(file.uploadedAt).toISOString().replace('Z', '000Z'),
    url: fileUrl(file, origin),
    yanked: file.yanked,
  };
}

function anchor(file: StoredFile, origin: string, settings: IndexSettings): string {
  const hash = metadataHash(file);
  const attributes = Object.entries({
    href: `${fileUrl(file, origin)}${settings.linkHashes ? `#sha256=${file.sha256}` : ''}`,
    'data-requires-python': requiresPython(file),
    'data-yanked': typeof file.yanked === 'string' ? file.yanked : file.yanked ? '' : undefined,
    'data-dist-info-metadata': hash === undefined ? undefined : `sha256=${hash}`,
    'data-core-metadata': hash === undefined ? undefined : `sha256=${hash}`,
    'data-provenance': settings.provenance ? (provenanceUrl(file, origin) ?? undefined) : undefined,
  })
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}="${escapeHtml(value ?? '')}"`);
  return `<a ${attributes.join(' ')} >${escapeHtml(file.filename)}</a><br />`;
}

interface SimplePage {
  readonly json: object;
  readonly title: string;
  readonly status?: Project['status'];
  readonly lines: readonly string[];
}

function answer({ request, response }: Exchange, settings: IndexSettings, page: SimplePage): void {
  const offers = [...OFFERS].filter(([, type]) => settings.json || type !== JSON_TYPE);
  const offer = preferred(
    request.headers.accept,
    offers.map(([name]) => name),
  );
  const type = offer === undefined ? undefined : OFFERS.get(offer);
  const headers = { vary: 'Accept', 'cache-control': 'max-age=600, public' };
  if (type === undefined) {
    response.writeHead(406, { 'content-type': 'text/plain' }).end('406 Not Acceptable');
    return;
  }
  if (type === JSON_TYPE) {
    sendJson(response, 200, page.json, { ...headers, 'content-type': JSON_TYPE });
    return;
  }
  const status =
    page.status === undefined
      ? ''
      : `\n    <meta name="pypi:project-status" content="${page.status}">`;
  const html = `<!DOCTYPE html>\n<html>\n  <head>\n    <meta name="pypi:repository-version" content="${API_VERSION}">${status}\n    <title>${escapeHtml(page.title)}</title>\n  </head>\n  <body>\n    <h1>${escapeHtml(page.title)}</h1>\n${page.lines.join('\n')}\n  </body>\n</html>`;
  response.writeHead(200, { ...headers, 'content-type': `${type}; charset=UTF-8` }).end(html);
}
