import * as core from '@actions/core';
import type { Log } from '../log.ts';
import { displayLine } from '../process/display-text.ts';
import type { SecretMask } from '../process/secret-mask.ts';

export interface WorkflowLogOptions {
  readonly verbose: boolean;
  /** Elsewhere nobody reads workflow commands, and a mask would show the secret. */
  readonly isGithubJob: boolean;
  /** Learns every secret, and hides it in every line. */
  readonly mask: SecretMask;
}

/** The log of a job: groups, annotations and masks are workflow commands. */
export function createWorkflowLog({ verbose, isGithubJob, mask }: WorkflowLogOptions): Log {
  const shown = (text: string) => displayLine(mask.hide(text));
  return {
    info: (line) => core.info(shown(line)),
    verbose: (line) => {
      if (verbose) core.info(shown(line));
    },
    notice: (text) => core.notice(shown(text)),
    warning: (text) => core.warning(shown(text)),
    group: (title, work) => core.group(shown(title), work),
    secret: (value) => {
      if (isGithubJob) core.setSecret(value);
      mask.add(value);
    },
  };
}
