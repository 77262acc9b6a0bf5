import { tmpdir } from 'node:os';
import * as core from '@actions/core';
import type { Log } from '../log.ts';
import { type ConnectionConfig, createDeps, systemClock } from '../process/create-deps.ts';
import type { SignalCancellation } from '../process/listen-for-cancellation.ts';
import type { Environment } from '../process/run-context.ts';
import type { SecretMask } from '../process/secret-mask.ts';
import type { Deps } from '../run/deps.ts';
import type { RunFolders } from '../run/folders.ts';
import type { RawOptions } from '../run/options.ts';
import { displayLine } from '../text/display-text.ts';
import { ProgressLines } from '../text/progress-lines.ts';
import { maskSecret } from './mask-secret.ts';

/** Where the runner has the job's files. */
export function readPlaces(env: Environment): RunFolders {
  return {
    workspace: env['GITHUB_WORKSPACE'] ?? process.cwd(),
    tempDirectory: env['RUNNER_TEMP'] || tmpdir(),
  };
}

/** What stages work with, and the job's log. */
export function createActionDeps(
  env: Environment,
  config: ConnectionConfig & { readonly verbose: boolean },
  options: RawOptions,
  mask: SecretMask,
  cancellation: SignalCancellation,
): Promise<Deps> {
  const log = createWorkflowLog({
    verbose: config.verbose || env['RUNNER_DEBUG'] === '1',
    mask,
    secret: (value) => maskSecret(value, mask, env),
  });
  return createDeps(env, log, config, options.get('github-token'), cancellation);
}

interface WorkflowLogOptions {
  readonly verbose: boolean;
  /** Hides every secret in every line. */
  readonly mask: SecretMask;
  /** Masks a secret from now on. */
  readonly secret: Log['secret'];
}

/** The log of a job: groups, annotations and masks are workflow commands. */
function createWorkflowLog({ verbose, mask, secret }: WorkflowLogOptions): Log {
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
