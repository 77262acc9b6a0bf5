import * as core from '@actions/core';
import { displayLine, displayText } from '../process/display-text.ts';
import type { Environment } from '../process/environment.ts';

/** What a run shows when it is over. */
export interface ShownReport {
  readonly outputs: Readonly<Record<string, string>>;
  /** Markdown for the job summary. */
  readonly summary: string;
  /** What went wrong, where something did. */
  readonly failure: { readonly title: string; readonly text: string } | undefined;
}

/**
 * Writes outputs, job summary and, after a failure, the annotation. A place that cannot be
 * written is a warning: it changes nothing about what is on the index.
 * @param hide takes secrets out of texts
 * @returns the exit code
 */
export async function showReport(
  { outputs, summary, failure }: ShownReport,
  env: Environment,
  hide: (text: string) => string,
): Promise<number> {
  if (env['GITHUB_OUTPUT']) {
    await orWarn('outputs', () => {
      for (const [name, value] of Object.entries(outputs)) core.setOutput(name, value);
    });
  }
  if (env['GITHUB_STEP_SUMMARY']) {
    await orWarn('job summary', () => core.summary.addRaw(hide(summary)).write());
  }
  if (!failure) return 0;
  core.error(displayText(hide(failure.text)), { title: displayLine(failure.title) });
  return 1;
}

async function orWarn(what: string, write: () => unknown): Promise<void> {
  try {
    await write();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    core.warning(displayLine(`The ${what} could not be written: ${why}`));
  }
}
