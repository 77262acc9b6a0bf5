/** Which Sigstore instance must have signed. */
export type RootName = 'production' | 'staging' | 'sandbox';

export interface Distribution {
  readonly name: string;
  /** Lower-case hex. */
  readonly sha256: string;
}

/** `owner/name` and the file name of the workflow that the certificate must be for. */
export interface Publisher {
  readonly repository: string;
  readonly workflow: string;
}

/** What both judges are shown, byte for byte. */
export interface Evidence {
  readonly kind: 'attestation' | 'bundle';
  readonly root: RootName;
  /** JSON, or what passes itself off as JSON. */
  readonly text: string;
  readonly distribution: Distribution;
  readonly publisher: Publisher;
}

export interface Case extends Evidence {
  /** The class of mutation, by which verdicts are counted. */
  readonly group: string;
  /** What is odd about this one. */
  readonly name: string;
}

export interface Verdict {
  readonly accepted: boolean;
  /** The predicate type, where the verdict is for an attestation that is accepted. */
  readonly predicateType?: string;
  readonly why?: string;
}
