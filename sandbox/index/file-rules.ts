import { createReadStream } from 'node:fs';
import { blake2b256 } from './blake2b.ts';
import type { Filetype } from './filename-rules.ts';
import { single } from './form-rules.ts';
import { refuse } from './refusal.ts';
import type { IndexState, Project, Release } from './state.ts';
import type { UploadedContent, UploadForm } from './upload-form.ts';

const MEGABYTE = 1024 * 1024;
const OPEN_FOR = 14 * 86_400_000;

const blake2Of = (content: UploadedContent): Promise<string> =>
  blake2b256(createReadStream(content.path) as AsyncIterable<Buffer>);

/** The limit is the index's, or the project's own where that is higher. */
export function checkSize(content: UploadedContent, project: Project, indexLimit: number): void {
  const limit = Math.max(project.fileSizeLimit ?? 0, indexLimit);
  if (content.size > limit) {
    refuse(
      400,
      `File too large. Limit for project '${project.name}' is ${Math.floor(limit / MEGABYTE)} MB. See https://docs.pypi.org/project-management/storage-limits for more information.`,
    );
  }
}

/** Every digest that was sent must be that of the bytes that arrived; MD5 is in hex. */
export async function checkDigests(form: UploadForm, content: UploadedContent): Promise<void> {
  const blake2 = single(form, 'blake2_256_digest');
  const pairs = [
    [single(form, 'md5_digest'), content.md5],
    [single(form, 'sha256_digest'), content.sha256],
    [blake2, blake2 === undefined ? undefined : await blake2Of(content)],
  ];
  if (pairs.some(([sent, actual]) => sent !== undefined && sent.toLowerCase() !== actual)) {
    refuse(400, 'The digest supplied does not match a digest calculated from the uploaded file.');
  }
}

/**
 * True where this very file is on the index already. A Refusal where its name is used by other
 * bytes, its bytes by another name, or its name was used by a file that is gone.
 */
export async function isDuplicate(
  state: IndexState,
  content: UploadedContent,
  url: string,
): Promise<boolean> {
  const { filename, sha256 } = content;
  if (state.files.some((file) => file.filename === filename && file.sha256 === sha256)) return true;
  const help = `See ${url}/help/#file-name-reuse for more information.`;
  if (state.files.some((file) => file.filename === filename || file.sha256 === sha256)) {
    const blake2 = await blake2Of(content);
    refuse(400, `File already exists ('${filename}', with blake2_256 hash '${blake2}'). ${help}`);
  }
  if (state.deletedFilenames.has(filename)) {
    refuse(
      400,
      `This filename was previously used by a file that has since been deleted. Use a different version. ${help}`,
    );
  }
  return false;
}

/** A release takes files for 14 days, and one sdist. */
export function checkRelease(release: Release | undefined, filetype: Filetype, now: number): void {
  if (release === undefined) return;
  if (now - release.createdAt > OPEN_FOR) {
    refuse(400, 'Uploading new files to releases older than 14 days is not allowed.');
  }
  if (filetype === 'sdist' && release.files.some((file) => file.filetype === 'sdist')) {
    refuse(400, 'Only one sdist may be uploaded per release.');
  }
}
