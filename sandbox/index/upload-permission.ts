import type { Authentication, Identity } from './credentials.ts';
import { normalizedName } from './distribution-filename.ts';
import { refuse } from './refusal.ts';
import { type IndexState, makeProject, type Project } from './state.ts';

const NEW_PROJECT_BY_TOKEN =
  "Non-user identities cannot create new projects. This was probably caused by successfully using a pending publisher but specifying the project name incorrectly (either in the publisher or in your project's metadata). Please ensure that both match. See: https://docs.pypi.org/trusted-publishers/troubleshooting/";

/** The identity behind a request, or a 403. */
export function authenticated(
  authentication: Authentication,
  url: string,
): Authentication & object {
  if (authentication === undefined) {
    refuse(
      403,
      `Invalid or non-existent authentication information. See ${url}/help/#invalid-auth for more information.`,
    );
  }
  return authentication;
}

/**
 * The project that an upload goes to, and proof that the identity may upload to it. A user's first
 * upload creates the project, which is stored only with the file. Throws a Refusal.
 */
export function permittedProject(
  state: IndexState,
  name: string,
  authentication: Authentication & object,
  url: string,
): { readonly project: Project; readonly identity: Identity } {
  const normalized = normalizedName(name);
  const existing = state.projects.get(normalized);
  const { identity } = authentication;
  if (existing === undefined && identity?.kind === 'oidc') refuse(400, NEW_PROJECT_BY_TOKEN);
  if (identity === undefined) refuse(403, `Invalid API Token: ${authentication.invalid}`);
  const project = existing ?? makeProject(name, normalized);
  checkScope(identity, project);
  if (project.status === 'archived' || project.status === 'quarantined') {
    refuse(
      403,
      `The given token isn't allowed to upload to project '${project.name}'. See ${url}/help/#project-name for more information.`,
    );
  }
  return { project, identity };
}

function checkScope(identity: Identity, { name, normalizedName: normalized }: Project): void {
  if (identity.kind === 'oidc' && !identity.projects.has(normalized)) {
    const caveats = `OIDC scoped token is not valid for project '${name}', project-scoped token is not valid for project: '${name}'`;
    refuse(403, `Invalid API Token: ${caveats}, ${caveats}`);
  }
  if (identity.kind === 'user' && ![undefined, normalized].includes(identity.project)) {
    refuse(403, `Invalid API Token: project-scoped token is not valid for project: '${name}'`);
  }
}
