/** Who must have signed, as the options of a run demand it. Everything that is given must hold. */
export interface IdentityDemands {
  /** `owner/name` of GitHub, or with a host before it (`--repo`). */
  readonly repository?: string | undefined;
  /** The account, likewise (`--owner`). */
  readonly owner?: string | undefined;
  /** `owner/name/path/file.yml` of the workflow that holds the job (`--signer-workflow`). */
  readonly signerWorkflow?: string | undefined;
  /** A full git ref (`--source-ref`), or a commit (`--source-digest`). */
  readonly sourceRef?: string | undefined;
  readonly sourceDigest?: string | undefined;
  readonly denySelfHostedRunners: boolean;
  /** For plain files with a bundle (`--cert-identity`, `--cert-oidc-issuer`): both or none. */
  readonly certIdentity?: string | undefined;
  readonly certOidcIssuer?: string | undefined;
  /** The fingerprint of the managed key that must have signed such a file (`--key`). */
  readonly key?: string | undefined;
  /** For those whose bundle signs a statement, what it must claim (`--predicate-type`). */
  readonly predicateType?: string | undefined;
}

/** A run that asks for nobody in particular. */
export const NO_DEMANDS: IdentityDemands = { denySelfHostedRunners: false };

/** Whether it says who must have signed a plain file, by name or by key. */
export function namesSigner({ certIdentity, key }: IdentityDemands): boolean {
  return certIdentity !== undefined || key !== undefined;
}

/** Whether a file that nobody attested cannot meet them. */
export function asksForSomebody(demands: IdentityDemands): boolean {
  const { repository, owner, signerWorkflow, sourceRef, sourceDigest } = demands;
  return [repository, owner, signerWorkflow, sourceRef, sourceDigest].some(
    (value) => value !== undefined,
  );
}
