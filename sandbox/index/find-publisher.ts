import type { Claims } from '../github/claims.ts';
import type { PublisherIdentity } from './state.ts';

/** The ID token was used before. */
export class ReusedToken extends Error {}

/** No publisher fits; the message is what PyPI puts in brackets. */
export class InvalidPublisher extends Error {}

const REQUIRED = [
  'repository',
  'repository_owner',
  'repository_owner_id',
  'job_workflow_ref',
  'jti',
  'event_name',
  'ref',
  'sha',
] as const;

/**
 * The publisher that an ID token's claims fit, in the order of PyPI's checks: claims present, then
 * looked up by repository, owner, workflow and environment, then each claim compared.
 * Throws InvalidPublisher or ReusedToken.
 */
export function findPublisher<P extends PublisherIdentity>(
  publishers: readonly P[],
  claims: Claims,
  isUsed: (jti: string) => boolean,
): P {
  for (const name of REQUIRED) {
    if (claims[name] === undefined || claims[name] === null) {
      throw new InvalidPublisher(`Missing claim '${name}'`);
    }
  }
  const claim = (name: string): string => {
    const value = claims[name];
    return typeof value === 'string' ? value : '';
  };
  const publisher = lookUp(publishers, claim);
  checkWorkflow(publisher, claim);
  if (isUsed(claim('jti'))) throw new ReusedToken();
  if (claim('event_name') === 'pull_request_target') {
    throw new InvalidPublisher(
      "Publishing from a workflow invoked via 'pull_request_target' is not supported.",
    );
  }
  return publisher;
}

function lookUp<P extends PublisherIdentity>(
  publishers: readonly P[],
  claim: (name: string) => string,
): P {
  const workflow = /\/([^/]+\.ya?ml)@/.exec(claim('job_workflow_ref'))?.[1];
  if (workflow === undefined) {
    throw new InvalidPublisher('Could not job extract workflow filename from OIDC claims');
  }
  const candidates = publishers.filter(
    (publisher) =>
      `${publisher.owner}/${publisher.repository}` === claim('repository') &&
      publisher.ownerId === claim('repository_owner_id') &&
      publisher.workflow === workflow,
  );
  const environment = claim('environment').toLowerCase();
  const specific = candidates.find(
    (candidate) => environment !== '' && candidate.environment.toLowerCase() === environment,
  );
  const found = specific ?? candidates.find((candidate) => candidate.environment === '');
  if (found === undefined) {
    throw new InvalidPublisher('Publisher with matching claims was not found');
  }
  return found;
}

/** A reusable workflow of another repository, or another ref, is refused (warehouse's github.py). */
function checkWorkflow(publisher: PublisherIdentity, claim: (name: string) => string): void {
  const file = `${publisher.owner}/${publisher.repository}/.github/workflows/${publisher.workflow}`;
  const expected = [claim('ref'), claim('sha')]
    .filter((suffix) => suffix !== '')
    .map((suffix) => `${file}@${suffix}`);
  const got = claim('job_workflow_ref');
  if (!expected.includes(got)) {
    const list = expected.map((reference) => `'${reference}'`).join(', ');
    throw new InvalidPublisher(
      `The job_workflow_ref claim does not match, expecting one of [${list}], got '${got}'`,
    );
  }
}
