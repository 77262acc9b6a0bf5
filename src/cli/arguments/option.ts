/** One option of a verb. It carries the name of the action's input. */
export interface Option {
  readonly name: string;
  /**
   * `flag` stands alone (`--name`, `--no-name`); with `choices` it may also be given one
   * (`--name=CHOICE`). `value` needs one, `list` may be repeated.
   */
  readonly kind: 'flag' | 'value' | 'list';
  readonly choices?: readonly string[];
  /** One letter that stands for the name. */
  readonly short?: string;
  /** What stands for the value in the help. */
  readonly placeholder?: string;
  readonly help: string;
}

/** Options of the command line itself, which every verb has. */
export const COMMON_OPTIONS: readonly Option[] = [
  {
    name: 'json',
    kind: 'flag',
    help: 'One JSON document on standard output and nothing else; the log goes to standard error.',
  },
  { name: 'help', short: 'h', kind: 'flag', help: 'This text.' },
];

/** Options that publishing and attesting have in common. */
export const SIGNING_OPTIONS: readonly Option[] = [
  {
    name: 'slsa-provenance',
    kind: 'flag',
    help: 'Sign SLSA provenance v1 in addition to each publish attestation.',
  },
  {
    name: 'github-attestation',
    kind: 'flag',
    help: "Put the attestations into GitHub's attestation store, too. Needs GITHUB_TOKEN with `attestations: write`.",
  },
  {
    name: 'sigstore-trust-config',
    kind: 'value',
    placeholder: 'FILE',
    help: 'A Sigstore ClientTrustConfig (JSON), for another Sigstore than the public one.',
  },
  {
    name: 'sigstore-retry-minutes',
    kind: 'value',
    placeholder: 'N',
    help: 'How long to wait out trouble of Sigstore or of the ID-token service. Default: 10.',
  },
  {
    name: 'signing-concurrency',
    kind: 'value',
    placeholder: 'N',
    help: 'How many log entries are made at once. Default: 16.',
  },
  {
    name: 'ca-file',
    kind: 'value',
    placeholder: 'FILE',
    help: 'Additional CA certificates (PEM).',
  },
  { name: 'verbose', kind: 'flag', help: 'Show every request, without secrets.' },
];
