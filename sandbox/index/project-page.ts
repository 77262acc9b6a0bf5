import type { Exchange } from '../http/server.ts';
import { normalizedName } from './distribution-filename.ts';
import { escapeHtml, sendPage } from './refusal.ts';
import { fileUrl, provenanceUrl } from './simple.ts';
import type { IndexState } from './state.ts';

/** `GET /project/{project}/{version}/`: for people; PyPI's own page shows the same facts. */
export function projectPage(exchange: Exchange, state: IndexState): void {
  const { params, response, url } = exchange;
  const project = state.projects.get(normalizedName(params.get('project') ?? ''));
  const release = project?.releases.get(params.get('version') ?? '');
  if (project === undefined || release === undefined) {
    sendPage(exchange, 404);
    return;
  }
  const rows = release.files.map((file) => {
    const provenance = provenanceUrl(file, url.origin);
    const link = provenance === null ? 'no attestation' : `<a href="${provenance}">provenance</a>`;
    return `<tr id="${escapeHtml(file.filename)}"><td><a href="${fileUrl(file, url.origin)}">${escapeHtml(file.filename)}</a></td><td>${file.size}</td><td>${file.sha256}</td><td>${link}</td></tr>`;
  });
  const title = escapeHtml(`${project.name} ${release.version}`);
  response.writeHead(200, { 'content-type': 'text/html; charset=UTF-8' });
  response.end(
    `<!DOCTYPE html>\n<html><head><title>${title}</title></head><body><h1>${title}</h1>\n<table>\n${rows.join('\n')}\n</table></body></html>\n`,
  );
}
