/**
 * The certificate extensions `1.3.6.1.4.1.57264.1.N` by N, as Fulcio's oid-info.md names
 * them, in the order in which a person asks.
 */
export const CLAIM_NAMES: ReadonlyMap<number, string> = new Map([
  [8, 'issuer'],
  [12, 'source-repository-uri'],
  [15, 'source-repository-identifier'],
  [22, 'source-repository-visibility'],
  [16, 'source-repository-owner-uri'],
  [17, 'source-repository-owner-identifier'],
  [18, 'build-config-uri'],
  [19, 'build-config-digest'],
  [9, 'build-signer-uri'],
  [10, 'build-signer-digest'],
  [14, 'source-repository-ref'],
  [13, 'source-repository-digest'],
  [21, 'run-invocation-uri'],
  [20, 'build-trigger'],
  [23, 'deployment-environment'],
  [11, 'runner-environment'],
  [24, 'token-subject'],
]);
