import * as core from '@actions/core';
import type { Log } from '../log.ts';
import { displayText } from '../process/display-text.ts';

/**
 * The log of a job: groups, annotations and masks are workflow commands.
 * @param options.isGithubJob elsewhere nobody reads commands, and a mask would show the secret
 */
export function createWorkflowLog(options: { verbose: boolean; isGithubJob: boolean }): Log {
  return {
    info: (line) => core.info(displayText(line)),
    verbose: (line) => {
      if (options.verbose) core.info(displayText(line));
    },
    notice: (text) => core.notice(displayText(text)),
    warning: (text) => core.warning(displayText(text)),
    group: (title, work) => core.group(displayText(title), work),
    secret: (value) => {
      if (options.isGithubJob) core.setSecret(value);
    },
  };
}
