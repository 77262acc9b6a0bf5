import * as core from '@actions/core';
import type { PublishError } from '../errors.ts';
import {
  listenForCancellation,
  type SignalCancellation,
} from '../process/listen-for-cancellation.ts';
import { orUncaught } from '../process/or-uncaught.ts';
import type { Environment } from '../process/run-context.ts';
import { SecretMask } from '../process/secret-mask.ts';
import { asPublishError } from '../run/end-of-run.ts';
import { displayLine } from '../text/display-text.ts';
import { type ShownReport, showReport } from './show-report.ts';

/** What an action does between its start and its report. */
export interface ActionStory<Report> {
  /** @param cancellation in force from the start of the process to the end of its report */
  run(mask: SecretMask, cancellation: SignalCancellation): Promise<Report>;
  /** The report of a run that ended before or after its stages. */
  failed(error: PublishError): Report;
  /** @param hide takes secrets out of texts */
  shown(report: Report, hide: (text: string) => string): ShownReport | Promise<ShownReport>;
}

/**
 * Runs an action. Whatever is thrown, and whichever signal arrives, outputs, job summary and one
 * annotation are written.
 * @returns the exit code
 */
export async function runAction<Report>(
  env: Environment,
  story: ActionStory<Report>,
): Promise<number> {
  // The runner may be gone before its step.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  const mask = new SecretMask();
  const hide = (text: string) => mask.hide(text);
  const cancellation = listenForCancellation((text) => core.warning(displayLine(text)));
  const report = await orUncaught(story.run(mask, cancellation)).catch((cause: unknown) =>
    story.failed(asPublishError(cause)),
  );
  cancellation.reportBegins();
  return showReport(await story.shown(report, hide), env, hide);
}
