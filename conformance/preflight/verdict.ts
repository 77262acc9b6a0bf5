import { basename } from 'node:path';
import { inspectDistribution } from '../../src/distributions/inspect.ts';
import { findings } from '../../src/preflight/preflight.ts';

export interface Verdict {
  readonly defect: string | undefined;
  /** Ids of rules, each once. */
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
}

export const NOTHING: Verdict = { defect: undefined, errors: [], warnings: [] };

/** What inspection and rules say of a file on PyPI. */
export async function verdict(path: string): Promise<Verdict> {
  try {
    const distribution = await inspectDistribution({ path, filename: basename(path) });
    const found = findings(
      { distributions: [distribution], index: 'pypi' },
      { verifyMetadata: true },
    );
    const ids = (severity: string) =>
      [...new Set(found.filter((one) => one.severity === severity).map(({ rule }) => rule))].sort();
    return { defect: undefined, errors: ids('error'), warnings: ids('warning') };
  } catch (error) {
    if (!(error instanceof Error && error.name === 'PublishError')) throw error;
    return { ...NOTHING, defect: error.message };
  }
}
