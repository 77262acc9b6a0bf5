import { publishHeadline } from '../../../publish/headline.ts';
import { planData } from '../../../publish/plan/plan.ts';
import type { FileReport, FileStatus, PublishReport } from '../../../publish/report.ts';
import { isConfirmed, publishedFileData } from '../../../publish/report-data.ts';
import { projectPage } from '../../../pypi/index-profile.ts';
import { type Style, styled, type Text } from '../../terminal/text.ts';

const STATUS: Readonly<Record<FileStatus, readonly [text: string, style: Style]>> = {
  uploaded: ['uploaded', 'green'],
  identical: ['was there', 'green'],
  kept: ['kept', 'yellow'],
  unconfirmed: ['unsure', 'yellow'],
  failed: ['failed', 'red'],
  'not-tried': ['not tried', 'dim'],
};

/** What a dry run says of a file that a run would upload. */
const TO_UPLOAD = ['to upload', 'green'] as const;

/** How each file ended, and where the release is to be seen. */
export function publishText(report: PublishReport): Text {
  const { files, index, dryRun, error } = report;
  if (files.length === 0 || !index) return [];
  const onIndex = files.some(({ status }) => status !== 'not-tried' && status !== 'failed');
  const releases = new Set(
    files.map(({ distribution }) => projectPage(index, distribution.project, distribution.version)),
  );
  return [
    [styled('bold', publishHeadline(report, index.title))],
    ...files.map((file) => fileLine(file, dryRun && !error)),
    ...(onIndex && !dryRun && !error ? [...releases].map((url) => [`  ${url}`]) : []),
  ];
}

function fileLine(
  { distribution, status, logIndex }: FileReport,
  isRehearsed: boolean,
): Text[number] {
  const [text, style] = isRehearsed && status === 'not-tried' ? TO_UPLOAD : STATUS[status];
  const log = logIndex === undefined ? '' : `  log index ${logIndex}`;
  return ['  ', styled(style, text.padEnd(9)), `  ${distribution.filename}${log}`];
}

/** A publish run as JSON: the action's outputs, with their own types. */
export function publishData(report: PublishReport): Readonly<Record<string, unknown>> {
  const { index, files, publisher } = report;
  const [first] = files;
  const count = (...statuses: readonly string[]) =>
    files.filter(({ status }) => statuses.includes(status)).length;
  return {
    index: index?.title ?? null,
    'dry-run': report.dryRun,
    publisher: publisher ?? null,
    plan: report.plan ? planData(report.plan, report.keepsExisting) : null,
    files: files.map((file) => publishedFileData(file, index)),
    projects: [...new Set(files.map(({ distribution }) => distribution.project))],
    'project-url':
      index && first
        ? projectPage(index, first.distribution.project, first.distribution.version)
        : null,
    'attestations-dir': report.attestationsDirectory ?? null,
    'uploaded-count': count('uploaded'),
    'skipped-count': count('identical', 'kept'),
    'failed-count': count('failed'),
    confirmed: files.length > 0 && files.every((file) => isConfirmed(file) === true),
  };
}
