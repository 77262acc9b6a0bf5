import type { Identity } from '../../provenance/identity/identity.ts';

/** What is known of a publisher: of a certificate, a pin, or a demand. */
export type KnownIdentity = { readonly [Name in keyof Identity]?: Identity[Name] | undefined };

/** What people know a publisher by. */
const NAMES = ['repository', 'workflow', 'email', 'projectId'] as const;

/** What tells publishers of one name apart, and how it is called. */
const DETAILS: readonly (readonly [keyof Identity, string])[] = [
  ['reusableWorkflow', 'in the workflow'],
  ['environment', 'environment'],
  ['ref', 'ref'],
  ['commit', 'commit'],
  ['trigger', 'started by'],
  ['runner', 'runner'],
  ['ownerId', 'owner number'],
  ['repositoryId', 'repository number'],
  ['pipelineDefinitionId', 'pipeline'],
  ['issuer', 'issuer'],
];

/**
 * A publisher in one line: its names, and of the rest what differs from `other`.
 * @param other who was expected, or was found, in its place
 */
export function identityLine(identity: KnownIdentity, other?: KnownIdentity): string {
  const names = NAMES.flatMap((name) => identity[name] ?? []);
  const isOtherKind = other?.kind !== undefined && other.kind !== identity.kind;
  const kind = isOtherKind || names.length === 0 ? (identity.kind ?? []) : [];
  const details = DETAILS.flatMap(([name, label]) => {
    const value = identity[name];
    return differs(name, value, other?.[name]) ? [`${label} ${value ?? 'none'}`] : [];
  });
  return [kind, ...names, ...details].flat().join(', ') || 'anybody';
}

/** Whether both are told and are not the same; every release has a tag of its own. */
function differs(
  name: keyof Identity,
  value: string | null | undefined,
  other: string | null | undefined,
): boolean {
  if (value === undefined || other === undefined || value === other) return false;
  return name !== 'ref' || !(isTag(value) && isTag(other));
}

const isTag = (ref: string | null): boolean => ref?.startsWith('refs/tags/') ?? false;

/** A publisher with the numbers that stay when names change. */
export function numberedIdentityText(identity: KnownIdentity): string {
  const { ownerId, repositoryId } = identity;
  return [
    identityLine(identity),
    ...(ownerId === undefined ? [] : [`owner number ${ownerId}`]),
    ...(repositoryId === undefined ? [] : [`repository number ${repositoryId}`]),
  ].join(', ');
}

/** Everything that a certificate says of a publisher, in one line. */
export function fullIdentityText(identity: Identity): string {
  const names = NAMES.flatMap((name) => identity[name] ?? []);
  const details = (['environment', 'ref', 'trigger', 'reusableWorkflow'] as const).flatMap(
    (name) => identity[name] ?? [],
  );
  return [...names, ...details].join(', ') || identity.issuer;
}

/** The page of a publisher's repository; undefined where its provider has none of that form. */
export function repositoryPage(identity: KnownIdentity | undefined): string | undefined {
  const { kind, repository = '' } = identity ?? {};
  if (!/^\w[\w.-]*(?:\/\w[\w.-]*)+$/.test(repository)) return undefined;
  if (kind === 'GitHub') return `https://github.com/${repository}`;
  return kind === 'GitLab' ? `https://gitlab.com/${repository}` : undefined;
}

/** The page of the run that published; only of providers whose pages are known. */
export function runPage({ run }: KnownIdentity = {}): string | undefined {
  return run !== undefined && /^https:\/\/(?:github|gitlab)\.com\/[\w./-]+$/.test(run)
    ? run
    : undefined;
}
