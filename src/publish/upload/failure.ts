import { PublishError } from '../../errors.ts';
import { fileChanged } from '../../files/file-changed.ts';
import type { GithubPublisher } from '../../github/publisher.ts';
import { proxyRemedy } from '../../http/dispatcher.ts';
import type { Distribution } from '../../packaging/distribution.ts';
import type { IndexProfile } from '../../pypi/index-profile.ts';
import { pendingPublisherPage } from '../../pypi/token/publishing-page.ts';
import { newProjectLimit } from '../../pypi/upload/new-project-limit.ts';
import { refusalAdvice } from '../../pypi/upload/refusal-advice.ts';
import type { ConflictingFile, UploadEnd, UploadFailureCode } from './attempts.ts';

const REMEDIES: Readonly<
  Record<Exclude<UploadFailureCode, 'too-many-new-projects' | 'file-changed'>, string>
> = {
  'upload-failed':
    'This is trouble of the index or of the network. Run the job again: it uploads what is missing and nothing else.',
  'upload-rejected':
    'The reason above is in the words of the index. If it is about the file or its metadata, fix that and build again: the version can stay while no file of it is on the index, otherwise it needs a new one. If it is about anything else, ask the operators of the index.',
  'filename-used':
    'A file of this name was on the index once and was deleted; its name stays used for ever, also if the project was deleted since. Nothing that the index shows tells so before the upload. Give the project a new version and publish that.',
  'invalid-publisher':
    'The project does not exist on the index yet, and no pending publisher was announced under this very name. A workflow can have one pending publisher at a time: if several projects are new, add the next one after the one before was published.',
  'upload-forbidden':
    'The credentials are not good for this project: the publisher or the token belongs to another project, or the project is archived or quarantined.',
};

const CONFLICT_REMEDIES: Readonly<Record<ConflictingFile, string>> = {
  'other-bytes':
    'A file name is used once on an index, for ever. If another run published this version, compare its files; otherwise give the project a new version.',
  'unknown-bytes':
    'If an earlier run uploaded these files, give `index-url`, the root of the Simple API: then what is there already is found before anything is uploaded. Otherwise give the project a new version.',
  'other-name':
    'The index stores the same bytes once, whatever their name. Most likely a file was copied or renamed: remove it from the release. A wheel with a build tag has to be built again, so that its bytes differ.',
  'not-listed':
    'Most likely another run has just uploaded a file of this name, and the listing is not up to date: run the job again in a few minutes, and it compares the bytes before it uploads. Otherwise the index has the same bytes under another name, perhaps in another project: a file that was copied or renamed has to be built again.',
};

/** Why a file did not get to the index, with the fix. */
export function uploadFailure(
  { filename, project }: Distribution,
  end: Extract<UploadEnd, { kind: 'failed' | 'conflict' }>,
  index: IndexProfile,
  publisher: GithubPublisher | undefined,
): PublishError {
  if (end.kind === 'conflict') {
    return new PublishError({
      code: 'file-conflict',
      message: `${index.title} did not take ${filename}: ${end.reason}`,
      remedy: CONFLICT_REMEDIES[end.has],
    });
  }
  if (end.code === 'too-many-new-projects') {
    return newProjectLimit(end.reason, index, filename, end.retryAt);
  }
  if (end.code === 'file-changed') {
    return fileChanged(
      [{ filename, reason: end.reason }],
      `Its upload was stopped before its end: ${index.title} did not get a complete file.`,
    );
  }
  const isRefusal = end.code === 'upload-rejected' || end.code === 'upload-forbidden';
  const advice = isRefusal ? refusalAdvice(end.reason, { index, project, publisher }) : undefined;
  const status =
    end.code === 'upload-failed' && index.statusPage !== undefined
      ? ` How the index is doing: ${index.statusPage}`
      : '';
  const page =
    end.code === 'invalid-publisher' && publisher !== undefined
      ? ` Announce it here, filled in: ${pendingPublisherPage(index, project, publisher)}`
      : '';
  return new PublishError({
    code: end.code,
    message: `${index.title} did not take ${filename}: ${end.reason}`,
    remedy: proxyRemedy(end.reason) ?? `${advice ?? REMEDIES[end.code]}${status}${page}`,
  });
}
