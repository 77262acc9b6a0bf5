import type { IdentityDemands } from './demands.ts';
import type { ExpectedIdentity, Identity, IdentityHint } from './identity.ts';
import { isSameName, ownerOf } from './same-name.ts';

/** A demand that an identity does not meet. */
export interface UnmetDemand {
  /** What differs, as the rest of a sentence that begins with "it was published". */
  readonly message: string;
  readonly expected: ExpectedIdentity;
}

/** Compares an identity with what the options of a run demand, by equality. */
export function unmetDemands(identity: Identity, demands: IdentityDemands): readonly UnmetDemand[] {
  return [
    repository(identity, demands),
    owner(identity, demands),
    signerWorkflow(identity, demands),
    source(identity, demands),
    runner(identity, demands),
  ].filter((demand) => demand !== undefined);
}

function repository(identity: Identity, { repository: wanted }: IdentityDemands) {
  if (wanted === undefined) return undefined;
  const found = identity.repository;
  if (found !== undefined && isSameName(identity.kind, found, wanted)) return undefined;
  return unmet(`from ${found ?? 'no repository'}, not from ${wanted}`, { repository: wanted });
}

function owner(identity: Identity, { owner: wanted }: IdentityDemands) {
  if (wanted === undefined) return undefined;
  const found = identity.repository === undefined ? undefined : ownerOf(identity.repository);
  if (found !== undefined && isSameName(identity.kind, found, wanted)) return undefined;
  return unmet(`from a repository of ${found ?? 'nobody'}, not of ${wanted}`, {
    repository: `${wanted}/*`,
  });
}

function signerWorkflow(identity: Identity, { signerWorkflow: wanted }: IdentityDemands) {
  if (wanted === undefined) return undefined;
  const found = signerPath(identity);
  const path = wanted.replace(/^(?:https:\/\/)?git(?:hub|lab)\.com\//, '');
  if (found !== undefined && samePath(identity, found, path)) return undefined;
  return unmet(`by the workflow ${found ?? '(none)'}, not by ${wanted}`, {
    reusableWorkflow: wanted,
  });
}

/** The workflow that holds the job: `owner/name/.github/workflows/file.yml`. */
function signerPath({ kind, repository: home, workflow, reusableWorkflow }: Identity) {
  if (reusableWorkflow !== undefined) return reusableWorkflow;
  if (home === undefined || workflow === undefined) return undefined;
  return `${home}${kind === 'GitHub' ? '/.github/workflows/' : '//'}${workflow}`;
}

/** Owner and name may differ in case, a path may not. */
function samePath({ kind }: Identity, found: string, wanted: string): boolean {
  const split = (path: string) => {
    const [ownerName = '', name = '', ...rest] = path.split('/');
    return [`${ownerName}/${name}`, rest.join('/')] as const;
  };
  const [foundHome, foundPath] = split(found);
  const [wantedHome, wantedPath] = split(wanted);
  return isSameName(kind, foundHome, wantedHome) && foundPath === wantedPath;
}

function source(identity: Identity, { sourceRef, sourceDigest }: IdentityDemands) {
  if (sourceRef !== undefined && identity.ref !== sourceRef) {
    return unmet(`from ${identity.ref ?? 'no ref'}, not from ${sourceRef}`, { ref: sourceRef });
  }
  if (sourceDigest !== undefined && identity.commit !== sourceDigest.toLowerCase()) {
    return unmet(`from commit ${identity.commit ?? '(none)'}, not from ${sourceDigest}`, {
      commit: sourceDigest,
    });
  }
  return undefined;
}

function runner({ runner: found }: Identity, { denySelfHostedRunners }: IdentityDemands) {
  // GitLab says `gitlab-hosted`; what does not tell may be anybody's machine.
  if (!denySelfHostedRunners || found === 'github-hosted' || found === 'gitlab-hosted') {
    return undefined;
  }
  return unmet(`on a runner that is ${found ?? 'unknown'}`, { runner: 'github-hosted' });
}

function unmet(message: string, expected: IdentityHint): UnmetDemand {
  return { message, expected: { ...expected, from: 'option' } };
}
