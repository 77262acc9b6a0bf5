/**
 * Fulcio's certificate extensions that an identity is read from: N of
 * `1.3.6.1.4.1.57264.1.N` (Fulcio's oid-info.md). Providers fill them differently.
 */
export const CLAIM = {
  issuer: 8,
  buildSignerUri: 9,
  runnerEnvironment: 11,
  sourceRepositoryUri: 12,
  sourceRepositoryDigest: 13,
  sourceRepositoryRef: 14,
  sourceRepositoryIdentifier: 15,
  sourceRepositoryOwnerIdentifier: 17,
  buildConfigUri: 18,
  buildTrigger: 20,
  runInvocationUri: 21,
  deploymentEnvironment: 23,
  tokenSubject: 24,
} as const;
