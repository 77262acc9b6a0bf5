import * as core from '@actions/core';
import { closingLines } from '../app/closing-line.ts';
import { consequence } from '../app/consequence.ts';
import { parseConfig } from '../app/parse-config.ts';
import { publish } from '../app/publish.ts';
import type { PublishReport } from '../app/publish-report.ts';
import { PublishError } from '../errors.ts';
import { displayText } from '../process/display-text.ts';
import type { Environment } from '../process/environment.ts';
import { createActionDeps, readPlaces } from './action-deps.ts';
import { createGuide, type Guide } from './guide.ts';
import { PUBLISH_ALIASES, PUBLISH_INPUTS, readOptions } from './options.ts';
import { writeOutputs } from './outputs.ts';
import { summary } from './summary.ts';

/**
 * The publish action: reads the runner's variables, publishes, and reports in the log, the
 * job summary and the outputs, whatever happened.
 * @returns the exit code
 */
export async function publishAction(env: Environment): Promise<number> {
  const report = await run(env);
  const guide = createGuide(env);
  if (env['GITHUB_OUTPUT']) writeOutputs(report);
  if (env['GITHUB_STEP_SUMMARY']) await core.summary.addRaw(summary(report, guide)).write();
  if (!report.error) return 0;
  core.error(displayText(failureText(report, report.error, guide)), {
    title: displayText(`Publishing failed: ${report.error.code}`),
  });
  return 1;
}

async function run(env: Environment): Promise<PublishReport> {
  try {
    const options = readOptions(env, PUBLISH_INPUTS, PUBLISH_ALIASES);
    const config = parseConfig(options, readPlaces(env));
    const deps = await createActionDeps(env, config);
    const report = await publish(config, deps);
    for (const line of closingLines(report)) deps.log.info(line);
    return report;
  } catch (error) {
    if (error instanceof PublishError) return notStarted(error);
    throw error;
  }
}

function failureText(report: PublishReport, error: PublishError, guide: Guide): string {
  const more = `More: ${guide(error.code)}`;
  return [error.message, consequence(report), error.remedy, more].join('\n\n');
}

/** The report of a run whose configuration was refused. */
function notStarted(error: PublishError): PublishReport {
  return {
    index: undefined,
    dryRun: false,
    files: [],
    publisher: undefined,
    attestationsDirectory: undefined,
    attests: false,
    unattestedBecause: undefined,
    error,
    durationMs: 0,
  };
}
