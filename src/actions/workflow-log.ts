import * as core from '@actions/core';
import type { Log } from '../log.ts';
import type { SecretMask } from '../process/secret-mask.ts';
import { systemClock } from '../process/system-clock.ts';
import { displayLine } from '../text/display-text.ts';
import { ProgressLines } from '../text/progress-lines.ts';

export interface WorkflowLogOptions {
  readonly verbose: boolean;
  /** Hides every secret in every line. */
  readonly mask: SecretMask;
  /** Masks a secret from now on. */
  readonly secret: Log['secret'];
}

/** The log of a job: groups, annotations and masks are workflow commands. */
export function createWorkflowLog({ verbose, mask, secret }: WorkflowLogOptions): Log {
  const shown = (text: string) => displayLine(mask.hide(text));
  const group = new LazyGroup();
  const info = (line: string) => {
    group.open();
    core.info(shown(line));
  };
  const progress = new ProgressLines(systemClock, info);
  return {
    info,
    verbose: (line) => {
      if (verbose) info(line);
    },
    notice: (text) => core.notice(shown(text)),
    warning: (text) => core.warning(shown(text)),
    progress: (now) => progress.report(now),
    group: (title, work) => group.around(shown(title), work),
    secret,
  };
}

/** A group that begins with its first line: a stage with nothing to say has none. */
class LazyGroup {
  #title: string | undefined;
  #isOpen = false;

  open(): void {
    if (this.#title === undefined || this.#isOpen) return;
    this.#isOpen = true;
    core.startGroup(this.#title);
  }

  async around<T>(title: string, work: () => Promise<T>): Promise<T> {
    this.#title = title;
    try {
      return await work();
    } finally {
      if (this.#isOpen) core.endGroup();
      this.#title = undefined;
      this.#isOpen = false;
    }
  }
}
