import { planData } from '../../../publish/plan/plan.ts';
import type { PublishReport } from '../../../publish/report.ts';
import { isConfirmed, publishedFileData } from '../../../publish/report-data.ts';
import { projectPage } from '../../../pypi/index-profile.ts';

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
