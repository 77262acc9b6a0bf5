import type { InitReport } from '../../../setup/init-report.ts';

/** What `init` did, as JSON. */
export function initData(report: InitReport): Readonly<Record<string, unknown>> {
  const { found, origin, publishers, others } = report;
  const { directory, project } = found;
  return {
    written: report.written,
    path: report.path,
    workflow: report.text,
    unfinished: report.isUnfinished,
    project: {
      directory,
      name: project.name ?? null,
      version: project.version ?? null,
      'build-backend': project.backend,
      'version-from-git': project.isVersionFromGit,
      'platform-wheels': project.extension ?? null,
    },
    publishers: publishers.map(({ index, environment, existing, pending }) => ({
      index,
      owner: origin?.owner ?? null,
      repository: origin?.name ?? null,
      workflow: report.workflow,
      environment,
      'existing-project': existing ?? null,
      'pending-project': pending ?? null,
    })),
    others: others.map((other) => ({
      directory: other.directory,
      name: other.project.name ?? null,
    })),
  };
}
