import type { IndexProfile } from '../index-profile.ts';

/** A publisher as the form on PyPI asks for it. */
export interface PublisherForm {
  readonly owner: string;
  readonly repository: string;
  readonly workflow: string;
  readonly environment: string | undefined;
}

/** The page, filled in, where an owner adds a publisher to a project that exists. */
export function publishingPage(
  index: IndexProfile,
  project: string,
  publisher: PublisherForm,
): string {
  const path = `/manage/project/${encodeURIComponent(project)}/settings/publishing/`;
  return `${index.siteUrl}${path}?${query(publisher)}`;
}

/** The page, filled in, where anybody announces a publisher for a project that does not exist yet. */
export function pendingPublisherPage(
  index: IndexProfile,
  project: string,
  publisher: PublisherForm,
): string {
  const name = `project_name=${encodeURIComponent(project)}`;
  return `${index.siteUrl}/manage/account/publishing/?${query(publisher)}&${name}`;
}

function query(publisher: PublisherForm): string {
  const parameters = new URLSearchParams({
    provider: 'github',
    owner: publisher.owner,
    repository: publisher.repository,
    workflow_filename: publisher.workflow,
    ...(publisher.environment === undefined ? {} : { environment: publisher.environment }),
  });
  return parameters.toString();
}
