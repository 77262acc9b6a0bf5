import type { ExpectedIdentity, Identity, IdentityHint } from '../identity/identity.ts';
import { isSameName, ownerOf } from '../identity/same-name.ts';
import type { IdentityDemands } from './demands.ts';

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

function repository(identity: Identity, { repository: asked }: IdentityDemands) {
  if (asked === undefined) return undefined;
  const wanted = readName(asked);
  const found = identity.repository;
  if (found !== undefined && isNamed(identity, found, wanted)) return undefined;
  return unmet(`from ${at(identity, found ?? 'no repository', wanted)}, not from ${asked}`, {
    kind: wanted.kind,
    repository: wanted.path,
  });
}

function owner(identity: Identity, { owner: asked }: IdentityDemands) {
  if (asked === undefined) return undefined;
  const wanted = readName(asked);
  const found = identity.repository === undefined ? undefined : ownerOf(identity.repository);
  if (found !== undefined && isNamed(identity, found, wanted)) return undefined;
  return unmet(`from a repository of ${at(identity, found ?? 'nobody', wanted)}, not of ${asked}`, {
    kind: wanted.kind,
    repository: `${wanted.path}/*`,
  });
}

function signerWorkflow(identity: Identity, { signerWorkflow: asked }: IdentityDemands) {
  if (asked === undefined) return undefined;
  const wanted = readName(asked);
  const found = signerPath(identity);
  const isSame = found !== undefined && samePath(identity, found, wanted.path);
  if (isSame && identity.kind === wanted.kind) return undefined;
  return unmet(`by the workflow ${at(identity, found ?? '(none)', wanted)}, not by ${asked}`, {
    reusableWorkflow: asked,
  });
}

/** A name of an account, a repository or a file, at a provider. */
interface WantedName {
  readonly kind: 'GitHub' | 'GitLab';
  readonly path: string;
}

/** Names are GitHub's, as `gh` has it: the same one at GitLab may be anybody's. */
function readName(text: string): WantedName {
  const [, host, path = text] = /^(?:https:\/\/)?(github|gitlab)\.com\/(.+)$/i.exec(text) ?? [];
  return { kind: host?.toLowerCase() === 'gitlab' ? 'GitLab' : 'GitHub', path };
}

function isNamed({ kind }: Identity, found: string, wanted: WantedName): boolean {
  return kind === wanted.kind && isSameName(kind, found, wanted.path);
}

/** With its provider, where that is the difference. */
function at({ kind }: Identity, name: string, wanted: WantedName): string {
  return kind === wanted.kind || !(kind === 'GitHub' || kind === 'GitLab')
    ? name
    : `${kind.toLowerCase()}.com/${name}`;
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
