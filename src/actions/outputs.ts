import { planData } from '../publish/plan/plan-data.ts';
import type { FileStatus, PublishReport } from '../publish/report.ts';
import { isConfirmed, publishedFileData } from '../publish/report-data.ts';
import { projectPage } from '../pypi/index-profile.ts';

/** Every output by its name, also of a run that failed. */
export function outputs(report: PublishReport): Record<string, string> {
  const { index, files } = report;
  const [first] = files;
  const count = (...statuses: FileStatus[]) =>
    String(files.filter(({ status }) => statuses.includes(status)).length);
  const projects = new Set(files.map(({ distribution }) => distribution.project));
  return {
    files: JSON.stringify(files.map((file) => publishedFileData(file, index))),
    plan: report.plan ? JSON.stringify(planData(report.plan, report.keepsExisting)) : '',
    projects: JSON.stringify([...projects]),
    'project-url':
      index && first
        ? projectPage(index, first.distribution.project, first.distribution.version)
        : '',
    'attestations-dir': report.attestationsDirectory ?? '',
    'uploaded-count': count('uploaded'),
    'skipped-count': count('identical', 'kept'),
    'failed-count': count('failed'),
    confirmed: String(files.length > 0 && files.every((file) => isConfirmed(file) === true)),
  };
}
