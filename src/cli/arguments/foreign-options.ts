const INSTALLED = 'Name the environment: `.venv`, or --path DIR.';
const TO_THE_LETTER =
  'Identities are compared to the letter: --cert-identity and --cert-oidc-issuer.';
const ANOTHER_SIGSTORE = 'Name the keys of another Sigstore: --custom-trusted-root FILE.';

/**
 * What to write in place of options that users of other programs type: pip-audit, gh, cosign,
 * sigstore-python and pypi-attestations. By verb.
 */
export const FOREIGN_OPTIONS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  verify: {
    '--local': INSTALLED,
    '-l': INSTALLED,
    '--user': INSTALLED,
    '-i': 'Write it out: --index-url.',
    '--ignore-vuln':
      'Projects are passed over by --ignore, findings by `[[accept]]` in the policy.',
    '--repository': 'It is --repo here, as OWNER/NAME.',
    '--signer-repo': 'Say it with --repo, or with --signer-workflow OWNER/NAME/PATH.',
    '--signer-digest': 'The commit of the source is --source-digest.',
    '--cert-identity-regex': TO_THE_LETTER,
    '--certificate-identity': TO_THE_LETTER,
    '--certificate-identity-regexp': TO_THE_LETTER,
    '--certificate-oidc-issuer': TO_THE_LETTER,
    '--certificate-oidc-issuer-regexp': TO_THE_LETTER,
    '--bundle-from-oci': 'Give the bundle as a file: --bundle.',
    '--digest-alg': 'Files are known by SHA-256.',
    '--no-public-good': ANOTHER_SIGSTORE,
    '--staging': ANOTHER_SIGSTORE,
    '--hostname': 'A host stands before the name: --repo gitlab.com/GROUP/NAME.',
    '--jq': 'Take --json, and jq behind it.',
    '--fix': 'Nothing is changed by it. A change that is meant is written by --accept PROJECT.',
  },
};
