/** A PEP 440 version. Numbers stay decimal strings without leading zeros: no digit is ever lost. */
export interface Version {
  readonly epoch: string;
  readonly release: readonly string[];
  readonly pre: readonly ['a' | 'b' | 'rc', string] | undefined;
  readonly post: string | undefined;
  readonly dev: string | undefined;
  readonly local: readonly string[] | undefined;
}
