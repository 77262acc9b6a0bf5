import { type IdTokenClaims, parseWorkflowRef } from '../../github/oidc.ts';
import { SLSA_PREDICATE_TYPE, type Subject, serializeStatement } from './statement.ts';

/** GitHub's build type for workflow runs, as actions/attest-build-provenance uses it. */
const BUILD_TYPE = 'https://actions.github.io/buildtypes/workflow/v1';
const GITHUB = 'https://github.com';

/**
 * SLSA provenance v1 of one file: "this run of this workflow handed this file over". It is
 * made in the job that publishes, from that job's ID token. It says nothing about a build
 * that happened in another job, but that both belong to one run.
 */
export function slsaProvenanceStatement(subject: Subject, claims: IdTokenClaims): Buffer {
  const workflow = parseWorkflowRef(claims.workflow_ref);
  const repository = `${GITHUB}/${claims.repository}`;
  return serializeStatement(subject, SLSA_PREDICATE_TYPE, {
    buildDefinition: {
      buildType: BUILD_TYPE,
      externalParameters: {
        workflow: { ref: workflow?.ref, repository, path: workflow?.path },
      },
      internalParameters: {
        github: {
          event_name: claims.event_name,
          repository_id: claims.repository_id,
          repository_owner_id: claims.repository_owner_id,
          runner_environment: claims.runner_environment,
        },
      },
      resolvedDependencies: [
        { uri: `git+${repository}@${claims.ref}`, digest: { gitCommit: claims.sha } },
      ],
    },
    runDetails: {
      builder: { id: `${GITHUB}/${claims.job_workflow_ref}` },
      metadata: {
        invocationId: `${repository}/actions/runs/${claims.run_id}/attempts/${claims.run_attempt}`,
      },
    },
  });
}
