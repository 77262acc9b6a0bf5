/** The hosts that a run of the action on GitHub talks to when it publishes to PyPI. */
export const HOSTS = {
  /** Where a job asks for its ID tokens; GitHub has several such names. */
  idTokens: 'pipelinesghubeus1.actions.githubusercontent.com',
  /** The issuer of the ID tokens, which Fulcio asks for its keys. */
  issuer: 'token.actions.githubusercontent.com',
  fulcio: 'fulcio.sigstore.dev',
  rekor: 'rekor.sigstore.dev',
  tuf: 'tuf-repo-cdn.sigstore.dev',
  upload: 'upload.pypi.org',
  pypi: 'pypi.org',
} as const;
