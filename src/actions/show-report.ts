import * as core from '@actions/core';
import type { Environment } from '../process/run-context.ts';
import { asPublishError } from '../run/end-of-run.ts';
import { displayLine, displayText } from '../text/display-text.ts';

/** What went wrong, for the annotation. */
export interface ShownFailure {
  readonly title: string;
  readonly text: string;
  /** 1 where undefined. */
  readonly exitCode?: number;
}

/** What a run shows when it is over; each part is made when it is written. */
export interface ShownReport {
  readonly outputs: () => Readonly<Record<string, string>>;
  /** Markdown for the job summary. */
  readonly summary: () => string;
  /** What went wrong, where something did. */
  readonly failure: () => ShownFailure | undefined;
}

/**
 * Writes outputs, job summary and, after a failure, the annotation. A part that cannot be made or
 * written is a warning: it changes nothing about what is on the index.
 * @param hide takes secrets out of texts
 * @returns the exit code
 */
export async function showReport(
  { outputs, summary, failure }: ShownReport,
  env: Environment,
  hide: (text: string) => string,
): Promise<number> {
  const orWarn = async (what: string, write: () => unknown) => {
    try {
      await write();
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      core.warning(displayLine(hide(`The ${what} could not be written: ${why}`)));
    }
  };
  if (env['GITHUB_OUTPUT']) {
    await orWarn('outputs', () => {
      for (const [name, value] of Object.entries(outputs())) {
        core.setOutput(name, hiddenOutput(value, hide));
      }
    });
  }
  if (env['GITHUB_STEP_SUMMARY']) {
    await orWarn('job summary', () => core.summary.addRaw(hide(summary())).write());
  }
  const failed = orInternalError(failure);
  if (!failed) return 0;
  core.error(displayText(hide(failed.text)), { title: displayLine(hide(failed.title)) });
  return failed.exitCode ?? 1;
}

/** A failure whose text cannot be made is still one. */
function orInternalError(failure: ShownReport['failure']): ShownFailure | undefined {
  try {
    return failure();
  } catch (cause) {
    const { code, message, remedy } = asPublishError(cause);
    return { title: `Failed: ${code}`, text: `${message}\n\n${remedy}` };
  }
}

/**
 * An output without secrets. One that is JSON stays JSON: the texts in it are looked at, not their
 * escaped form.
 */
function hiddenOutput(value: string, hide: (text: string) => string): string {
  if (hide(value) === value) return value;
  try {
    const hidden = (_key: string, part: unknown) => (typeof part === 'string' ? hide(part) : part);
    return JSON.stringify(JSON.parse(value, hidden));
  } catch {
    return hide(value);
  }
}
