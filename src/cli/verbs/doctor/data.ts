import type { DoctorReport } from '../../../setup/doctor-report.ts';

/** What `doctor` found, as JSON. */
export function doctorData(report: DoctorReport): Readonly<Record<string, unknown>> {
  return {
    workflows: report.workflows,
    publications: report.publications.map(
      ({ workflow, job, step, tool, index, authentication }) => ({
        workflow: workflow.path,
        job: job.id,
        line: step.at.line,
        tool,
        index,
        authentication,
      }),
    ),
    findings: report.findings.map(({ rule, severity, at, message, remedy }) => ({
      rule,
      severity,
      path: at.path,
      line: at.line,
      column: at.column,
      message,
      remedy,
    })),
    publishers: report.publishers.map(({ index, job, form, page }) => ({
      index,
      job,
      owner: form.owner ?? null,
      repository: form.repository ?? null,
      workflow: form.workflow,
      environment: form.environment ?? null,
      page: page ?? null,
    })),
    unseen: report.unseen,
  };
}
