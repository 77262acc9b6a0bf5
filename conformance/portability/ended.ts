import { shownLog } from '../../sandbox/find-secrets.ts';
import type { PublishRun } from '../../sandbox/publish-run.ts';

/** @throws {Error} with the log, where a run did not end well */
export function ended({ exitCode, stdout, stderr }: PublishRun): void {
  if (exitCode === 0 && stderr === '') return;
  throw new Error(`exit code ${exitCode}\n${shownLog(stdout)}\n${stderr}`);
}
