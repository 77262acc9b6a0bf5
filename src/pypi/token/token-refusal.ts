import { PublishError } from '../../errors.ts';
import type { IndexProfile } from '../index-profile.ts';
import { type EarlierPublisher, publisherDifference } from '../simple/earlier-publisher.ts';
import { isNewProjectLimit, newProjectLimit } from '../upload/new-project-limit.ts';
import { type PublisherForm, pendingPublisherPage, publishingPage } from './publishing-page.ts';
import type { MintOutcome, TokenRefusal } from './upload-token.ts';

/** What is known here when an index gives no token: more than it says. */
export interface RefusalContext {
  readonly index: IndexProfile;
  readonly publisher: PublisherForm;
  /** The projects of this release, in normal form. */
  readonly projects: readonly string[];
  /** Those of them that the index does not have yet. */
  readonly missingProjects: readonly string[];
  /** Who published what the index has of these projects, as far as that is known. */
  readonly earlier?: readonly EarlierPublisher[] | undefined;
}

/**
 * Why an index gave no upload token, with the fix. Codes and texts are PyPI's
 * (`POST /_/oidc/mint-token`, seen 2026-08).
 */
export function tokenRefused(
  refused: Extract<MintOutcome, { kind: 'refused' }>,
  context: RefusalContext,
): PublishError {
  const [first] = refused.refusals;
  const { title } = context.index;
  const said = first ? describe(refused.refusals) : `HTTP ${refused.status}`;
  if (first?.code === 'invalid-publisher' || first?.code === 'invalid-pending-publisher') {
    return new PublishError({
      code: 'invalid-publisher',
      message: `${title} knows no Trusted Publisher for this job. It says: ${first.description}.`,
      remedy: publisherRemedy(context),
    });
  }
  if (isNewProjectLimit(said)) {
    return newProjectLimit(
      said,
      context.index,
      context.missingProjects.join(', '),
      refused.retryAt,
    );
  }
  return new PublishError({
    code: 'upload-token-refused',
    message: `${title} gave no upload token: ${said}.`,
    remedy:
      REMEDIES.get(first?.code ?? '') ?? 'Run the job again; if it stays, report it to the index.',
  });
}

const REMEDIES: ReadonlyMap<string, string> = new Map([
  [
    'invalid-token',
    'The ID token did not pass. Usual reasons: it was made for another audience (PyPI and TestPyPI want different ones; check `repository-url`), or the clock of a self-hosted runner is wrong by more than 30 s.',
  ],
  [
    'not-enabled',
    'The index has switched Trusted Publishing off for the moment. Run the job again later.',
  ],
  [
    'invalid-payload',
    'If the text names a project, that name cannot be registered: give the project another one, in pyproject.toml and in the pending publisher. Otherwise the index does not know the issuer of this ID token.',
  ],
]);

function describe(refusals: readonly TokenRefusal[]): string {
  return refusals.map(({ code, description }) => `${description} (${code})`).join('; ');
}

function publisherRemedy(context: RefusalContext): string {
  const { publisher, index } = context;
  const form = [
    `  Owner:             ${publisher.owner}`,
    `  Repository name:   ${publisher.repository}`,
    `  Workflow name:     ${publisher.workflow}`,
    `  Environment name:  ${publisher.environment ?? '(leave blank: this job has no `environment:`)'}`,
  ];
  const differences = (context.earlier ?? []).flatMap((earlier) => [
    ...publisherDifference(earlier, publisher),
    '',
  ]);
  const [first] = context.missingProjects;
  const pages = context.projects.map((project) => {
    const missing = context.missingProjects.includes(project);
    const page = missing
      ? pendingPublisherPage(index, project, publisher)
      : publishingPage(index, project, publisher);
    const when =
      first === undefined || first === project
        ? ''
        : ` after ${first} was published: only one can be pending`;
    const what = missing
      ? `does not exist yet; announce its publisher${when}`
      : 'add the publisher';
    return `  ${project} (${what}): ${page}`;
  });
  return [
    `What ${index.title} must have for this job, exactly:`,
    ...form,
    '',
    ...differences,
    'The pages where an owner sets it, filled in:',
    ...pages,
    ...(index.kind === 'other' ? [] : ['', 'PyPI and TestPyPI have publishers of their own.']),
  ].join('\n');
}
