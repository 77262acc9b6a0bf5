import * as v from 'valibot';
import { FIRST_ISSUE } from '../../json/first-issue.ts';
import type { PublisherForm } from '../token/publishing-page.ts';

const LONGEST = 200;
const text = v.pipe(
  v.string(),
  v.transform((value) => value.slice(0, LONGEST)),
);

/** A publisher of kind `GitHub` as PyPI's integrity API shows it (seen 2026-08). */
const githubSchema = v.object({
  kind: v.literal('GitHub'),
  repository: text,
  workflow: text,
  /** What the publisher asks for; none where it takes any environment. */
  environment: v.nullish(text),
});

/** The publisher of a release that is on the index: what the index had on file then. */
export interface EarlierPublisher {
  readonly project: string;
  readonly version: string;
  /** `owner/repository`. */
  readonly repository: string;
  readonly workflow: string;
  readonly environment: string | undefined;
}

/**
 * Reads the publisher of a provenance object.
 * @returns undefined for one that is not GitHub's
 */
export function earlierPublisher(
  release: { readonly project: string; readonly version: string },
  publisher: unknown,
): EarlierPublisher | undefined {
  const read = v.safeParse(githubSchema, publisher, FIRST_ISSUE);
  if (!read.success) return undefined;
  const { repository, workflow, environment } = read.output;
  return { ...release, repository, workflow, environment: environment || undefined };
}

/**
 * What is different about this job, in lines: PyPI says only that nothing fits, but what it
 * took before tells the rest. Owner, repository and workflow are compared to the letter,
 * environments in any case, as PyPI does.
 */
export function publisherDifference(earlier: EarlierPublisher, now: PublisherForm): string[] {
  const { project, version, environment } = earlier;
  const repository = `${now.owner}/${now.repository}`;
  const rows: string[] = [];
  if (earlier.repository !== repository) {
    rows.push(`  Repository:   ${earlier.repository} then, ${repository} now`);
  }
  if (earlier.workflow !== now.workflow) {
    rows.push(`  Workflow:     ${earlier.workflow} then, ${now.workflow} now`);
  }
  if (environment?.toLowerCase() !== now.environment?.toLowerCase() && environment !== undefined) {
    rows.push(`  Environment:  ${environment} then, ${now.environment ?? 'none'} now`);
  }
  const release = `${project} ${version}`;
  return rows.length > 0
    ? [`What differs from the publisher of ${release}:`, ...rows]
    : [
        `${release} came from a publisher with these very names. It was removed since, or the repository's owner is another account of that name.`,
      ];
}
