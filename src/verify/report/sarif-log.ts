/** A value of JSON with named members. */
export type Data = Readonly<Record<string, unknown>>;

/** One run of this program, as its findings are filed. */
export interface SarifRun {
  /** What of the program ran, as code scanning names it. */
  readonly tool: string;
  /** Of this program. */
  readonly version: string;
  /** Every rule that a finding can be of (`reportingDescriptor`). */
  readonly rules: readonly Data[];
  readonly results: readonly Data[];
  /** How the program ended, where that says more than the results. */
  readonly invocation?: Data;
}

/** A SARIF 2.1.0 log (OASIS) of one run, which GitHub's code scanning shows beside the lines. */
export function sarifLog({ tool, version, rules, results, invocation }: SarifRun): Data {
  const run = {
    tool: { driver: { name: tool, semanticVersion: version, rules } },
    ...(invocation === undefined ? {} : { invocations: [invocation] }),
    columnKind: 'utf16CodeUnits',
    results,
  };
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [run],
  };
}

/** A relative path as a relative reference (RFC 3986), an absolute one as a file URI. */
export function sarifUri(path: string): string {
  const encoded = path.split('/').map(encodeURIComponent).join('/');
  if (path.startsWith('/')) return `file://${encoded}`;
  return /^[A-Za-z]:\//.test(path) ? `file:///${path.slice(0, 2)}${encoded.slice(4)}` : encoded;
}
