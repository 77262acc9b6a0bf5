import { preferred } from '../http/accept.ts';
import { sendJson } from '../http/json.ts';
import type { Exchange } from '../http/server.ts';
import { normalizedName } from './distribution-filename.ts';
import { sendPage } from './refusal.ts';
import type { IndexSettings } from './settings.ts';
import type { IndexState, StoredFile } from './state.ts';
import { parseVersion } from './version.ts';

const MEDIA_TYPE = 'application/vnd.pypi.integrity.v1+json';

/** `GET /integrity/{project}/{version}/{filename}/provenance` (PEP 740) */
export function integrity(exchange: Exchange, state: IndexState, settings: IndexSettings): void {
  const { request, response, params } = exchange;
  const type = preferred(request.headers.accept, [MEDIA_TYPE, 'application/json']);
  if (type === undefined) {
    sendJson(response, 406, { message: 'Request not acceptable' });
    return;
  }
  const version = parseVersion(params.get('version') ?? '')?.normal;
  const file = state.projects
    .get(normalizedName(params.get('project') ?? ''))
    ?.releases.get(version ?? '')
    ?.files.find(({ filename }) => filename === params.get('filename'));
  if (file === undefined) {
    sendPage(exchange, 404);
    return;
  }
  const provenance = provenanceOf(file);
  if (provenance === undefined || !settings.provenance) {
    sendJson(response, 404, { message: `No provenance available for ${file.filename}` });
    return;
  }
  if (typeof provenance === 'string') {
    response.writeHead(200, { 'content-type': type }).end(provenance);
    return;
  }
  sendJson(response, 200, provenance, { 'content-type': type });
}

/** The provenance object of a file; undefined where it has no attestations. */
export function provenanceOf(file: StoredFile): unknown {
  if (file.provenance !== undefined) return file.provenance ?? undefined;
  const { publisher, attestations } = file;
  if (publisher === undefined || attestations.length === 0) return undefined;
  const served = {
    kind: 'GitHub',
    repository: `${publisher.owner}/${publisher.repository}`,
    workflow: publisher.workflow,
    environment: publisher.environment === '' ? null : publisher.environment,
  };
  return { version: 1, attestation_bundles: [{ publisher: served, attestations }] };
}
