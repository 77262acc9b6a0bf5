import { rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Exchange } from '../http/server.ts';
import { checkArchive } from './archive-rules.ts';
import { checkAttestations } from './attestation-rules.ts';
import type { Credentials } from './credentials.ts';
import { checkDigests, checkRelease, checkSize, isDuplicate } from './file-rules.ts';
import { checkUploadedName, type Filetype } from './filename-rules.ts';
import { checkForm, checkProtocolVersion, refuseFileParts, single } from './form-rules.ts';
import { checkMetadata } from './metadata-rules.ts';
import type { ProjectLocks } from './project-lock.ts';
import { Refusal, refuse, sendPage } from './refusal.ts';
import type { IndexSettings } from './settings.ts';
import type { VerifyAttestation } from './signature-verification.ts';
import type { IndexState, Project, Release, StoredFile } from './state.ts';
import { MalformedForm, readUploadForm, type UploadForm } from './upload-form.ts';
import { authenticated, permittedProject } from './upload-permission.ts';

export interface UploadContext {
  readonly state: IndexState;
  readonly settings: IndexSettings;
  readonly credentials: Credentials;
  readonly verifyAttestation: VerifyAttestation;
  readonly locks: ProjectLocks;
  /** Where arriving and accepted files are kept. */
  readonly directory: string;
  readonly now: () => number;
}

/** `POST /legacy/`: the whole body is read before anything is answered. */
export async function upload(exchange: Exchange, context: UploadContext): Promise<void> {
  const { request, url } = exchange;
  let form: UploadForm;
  try {
    form = await readUploadForm(request, context.directory);
  } catch (error) {
    if (!(error instanceof MalformedForm)) throw error;
    sendPage(exchange, 400);
    return;
  }
  try {
    const action = single(form, ':action') ?? url.searchParams.get(':action');
    if (action === 'submit' || action === 'doc_upload')
      refuse(410, `The ${action} action is gone.`);
    if (action !== 'file_upload') refuse(404, '');
    await accept(form, exchange, context);
    sendPage(exchange, 200);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    sendPage(exchange, error.status, error.message);
  } finally {
    const path = form.content?.path;
    const isStored = context.state.files.some((file) => file.path === path);
    if (path !== undefined && !isStored) await rm(path, { force: true });
  }
}

/** The checks of warehouse's forklift/legacy.py, in its order; each may throw a Refusal. */
async function accept(
  form: UploadForm,
  { request, url }: Exchange,
  context: UploadContext,
): Promise<void> {
  const { state, settings, credentials, now } = context;
  refuseFileParts(form);
  if (!settings.uploads) refuse(403, 'Read-only mode: Uploads are temporarily disabled.');
  const authentication = authenticated(
    credentials.authenticate(request.headers.authorization, now()),
    url.origin,
  );
  checkProtocolVersion(form);
  checkForm(form);
  const metadata = checkMetadata(form);
  const { content } = form;
  if (content === undefined) return refuse(400, 'Upload payload does not have a file.');
  const { project, identity } = permittedProject(state, metadata.name, authentication, url.origin);
  const version = metadata.version.normal;
  const release = project.releases.get(version);
  const filetype = single(form, 'filetype') as Filetype;
  checkUploadedName(content.filename);
  if (content.mimeType.startsWith('image/')) refuse(400, 'Invalid distribution file.');
  checkSize(content, project, settings.fileSizeLimit);
  await checkDigests(form, content);
  if (await isDuplicate(state, content, url.origin)) return;
  checkRelease(release, filetype, now());
  const wheelMetadata = await checkArchive(content, filetype, metadata.name, metadata);
  const attestationsText = form.fields.get('attestations')?.at(-1);
  const attestations =
    attestationsText === undefined
      ? []
      : checkAttestations(attestationsText, identity, content, context.verifyAttestation);

  await settings.beforeCommit?.(content.filename);
  if (release === undefined) await sleep(settings.transactionTime);
  const file = {
    filename: content.filename,
    project,
    version,
    filetype,
    path: content.path,
    size: content.size,
    sha256: content.sha256,
    uploadedAt: now(),
    metadata: wheelMetadata,
    fields: form.fields,
    attestations,
    publisher: identity.kind === 'oidc' ? identity.publisher : undefined,
    yanked: false,
  };
  const isCommitted = await context.locks.upload(project.normalizedName, settings.lock, () =>
    commit(state, project, release, file),
  );
  if (!isCommitted) refuse(500, '');
  project.name = metadata.name;
}

/**
 * Stores a file. A release or file name that another upload has stored since it was looked for
 * violates a unique key, which PyPI answers with a bare 500.
 */
function commit(
  state: IndexState,
  project: Project,
  seen: Release | undefined,
  file: StoredFile,
): void {
  const stored = state.projects.get(project.normalizedName) ?? project;
  const current = stored.releases.get(file.version);
  const isTaken = state.files.some((other) => other.filename === file.filename);
  if (current !== seen || stored !== project || isTaken) refuse(500, '');
  const release = seen ?? { version: file.version, createdAt: file.uploadedAt, files: [] };
  release.files.push(file);
  project.releases.set(file.version, release);
  state.projects.set(project.normalizedName, project);
  state.files.push(file);
}
