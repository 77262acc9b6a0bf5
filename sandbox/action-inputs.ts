/** The action's inputs with the values that they have where a workflow says nothing. */
const DEFAULTS: Readonly<Record<string, string>> = {
  user: '__token__',
  password: '',
  'repository-url': '',
  'packages-dir': 'dist',
  packages: '',
  'verify-metadata': 'true',
  'skip-existing': 'false',
  verbose: 'false',
  'print-hash': 'false',
  attestations: 'true',
  'dry-run': 'false',
  'sigstore-trust-config': '',
  'attestations-dir': '',
};

/** Inputs as a runner hands them to an action: every one as `INPUT_NAME`, hyphens kept. */
export function inputVariables(inputs: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries({ ...DEFAULTS, ...inputs }).map(([name, value]) => [
      `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`,
      value,
    ]),
  );
}
