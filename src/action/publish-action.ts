import { closingLines } from '../app/closing-line.ts';
import { consequence } from '../app/consequence.ts';
import { parseConfig } from '../app/parse-config.ts';
import { publish } from '../app/publish.ts';
import type { PublishReport } from '../app/publish-report.ts';
import { withDeps } from '../app/with-deps.ts';
import { PublishError } from '../errors.ts';
import type { Environment } from '../process/environment.ts';
import { SecretMask } from '../process/secret-mask.ts';
import { createActionDeps, readPlaces } from './action-deps.ts';
import { createGuide, type Guide } from './guide.ts';
import { PUBLISH_ALIASES, PUBLISH_INPUTS, readOptions } from './options.ts';
import { outputs } from './outputs.ts';
import { showReport } from './show-report.ts';
import { summary } from './summary.ts';

/**
 * The publish action: reads the runner's variables, publishes, and reports in the log, the
 * job summary and the outputs, whatever happened.
 * @returns the exit code
 */
export async function publishAction(env: Environment): Promise<number> {
  const mask = new SecretMask();
  const report = await run(env, mask);
  const guide = createGuide(env);
  const { error } = report;
  const failure = error && {
    title: `Publishing failed: ${error.code}`,
    text: failureText(report, error, guide),
  };
  const shown = { outputs: outputs(report), summary: summary(report, guide), failure };
  return showReport(shown, env, (text) => mask.hide(text));
}

async function run(env: Environment, mask: SecretMask): Promise<PublishReport> {
  try {
    const { options, problems } = readOptions(env, PUBLISH_INPUTS, PUBLISH_ALIASES);
    const config = parseConfig(options, readPlaces(env), problems);
    const deps = await createActionDeps(env, config, options, mask);
    const report = await withDeps(deps, () => publish(config, deps));
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
    plan: undefined,
    keepsExisting: false,
    files: [],
    publisher: undefined,
    source: undefined,
    attestationsDirectory: undefined,
    attests: false,
    unattestedBecause: undefined,
    warnings: [],
    notChecked: undefined,
    logSearchUrl: undefined,
    error,
    durationMs: 0,
  };
}
