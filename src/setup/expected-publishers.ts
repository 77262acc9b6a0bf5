import type { GithubRepository } from '../project/git-remote.ts';
import { indexProfile } from '../pypi/index-profile.ts';
import { publishingPage } from '../pypi/token/publishing-page.ts';
import { isTrusted, type Publication } from '../workflows/publication.ts';
import type { ExpectedPublisher } from './doctor-report.ts';
import { findProjects } from './find-projects.ts';
import type { RepositoryFiles } from './repository.ts';

export const PYPI = indexProfile('https://upload.pypi.org/legacy/');
export const TEST_PYPI = indexProfile('https://test.pypi.org/legacy/');

/** What PyPI and TestPyPI must know for the jobs of a repository to publish there. */
export function expectedPublishers(
  publications: readonly Publication[],
  origin: GithubRepository | undefined,
  files: RepositoryFiles,
): readonly ExpectedPublisher[] {
  const trusted = publications.filter(isTrusted);
  if (trusted.length === 0) return [];
  const names = findProjects(files).flatMap(({ project }) => project.name ?? []);
  // Which of several projects a job publishes is decided by what it downloads.
  const project = names.length === 1 ? names[0] : undefined;
  const found = trusted.map(({ index, job, workflow }): ExpectedPublisher => {
    const profile = index === 'testpypi' ? TEST_PYPI : PYPI;
    const environment = job.environment;
    const form = { workflow: workflow.filename, environment };
    const isKnown = index !== 'unknown' && !environment?.includes('${{');
    return {
      index: index === 'unknown' ? 'an index that an expression names' : profile.title,
      job: job.id,
      form: { ...form, ...(origin && { owner: origin.owner, repository: origin.name }) },
      page:
        origin && project !== undefined && isKnown
          ? publishingPage(profile, project, {
              ...form,
              owner: origin.owner,
              repository: origin.name,
            })
          : undefined,
    };
  });
  return [...new Map(found.map((each) => [JSON.stringify(each), each])).values()];
}
