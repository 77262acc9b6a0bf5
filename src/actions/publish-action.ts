import type { PublishError } from '../errors.ts';
import type { SignalCancellation } from '../process/listen-for-cancellation.ts';
import type { Environment } from '../process/run-context.ts';
import type { SecretMask } from '../process/secret-mask.ts';
import { parseConfig } from '../publish/config.ts';
import { closingLines, consequence } from '../publish/messages.ts';
import { planData } from '../publish/plan/plan.ts';
import { publish } from '../publish/publish.ts';
import type { FileStatus, PublishReport } from '../publish/report.ts';
import { isConfirmed, publishedFileData } from '../publish/report-data.ts';
import { projectPage } from '../pypi/index-profile.ts';
import { withDeps } from '../run/deps.ts';
import { createActionDeps, readPlaces } from './action-deps.ts';
import { createGuide, type Guide } from './guide.ts';
import { maskInputs, PUBLISH_ALIASES, PUBLISH_INPUTS, readOptions } from './options.ts';
import { runAction } from './run-action.ts';
import type { ShownFailure } from './show-report.ts';
import { summary } from './summary.ts';

/**
 * The publish action: reads the runner's variables, publishes, and reports in the log, the
 * job summary and the outputs, whatever happened.
 * @returns the exit code
 */
export function publishAction(env: Environment): Promise<number> {
  const guide = createGuide(env);
  return runAction<PublishReport>(env, {
    run: (mask, cancellation) => run(env, mask, cancellation),
    failed: notStarted,
    shown: (report) => ({
      outputs: () => outputs(report),
      summary: () => summary(report, guide),
      failure: () => report.error && failure(report, report.error, guide),
    }),
  });
}

async function run(
  env: Environment,
  mask: SecretMask,
  cancellation: SignalCancellation,
): Promise<PublishReport> {
  const { options, problems } = readOptions(env, PUBLISH_INPUTS, PUBLISH_ALIASES);
  maskInputs(options, mask, env);
  const config = parseConfig(options, readPlaces(env), problems);
  const deps = await createActionDeps(env, config, options, mask, cancellation);
  const report = await withDeps(deps, () => publish(config, deps));
  for (const line of closingLines(report)) deps.log.info(line);
  return report;
}

function failure(report: PublishReport, error: PublishError, guide: Guide): ShownFailure {
  const more = `More: ${guide(error.code)}`;
  return {
    title: `Publishing failed: ${error.code}`,
    text: [error.message, consequence(report), error.remedy, more].join('\n\n'),
  };
}

/** The report of a run that ended before its stages. */
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

/** Every output by its name, also of a run that failed. */
function outputs(report: PublishReport): Record<string, string> {
  const { index, files } = report;
  const [first] = files;
  const count = (...statuses: FileStatus[]) =>
    String(files.filter(({ status }) => statuses.includes(status)).length);
  const projects = new Set(files.map(({ distribution }) => distribution.project));
  return {
    files: JSON.stringify(files.map((file) => publishedFileData(file, index))),
    plan: report.plan ? JSON.stringify(planData(report.plan, report.keepsExisting)) : '',
    projects: JSON.stringify([...projects]),
    'project-url':
      index && first
        ? projectPage(index, first.distribution.project, first.distribution.version)
        : '',
    'attestations-dir': report.attestationsDirectory ?? '',
    'uploaded-count': count('uploaded'),
    'skipped-count': count('identical', 'kept'),
    'failed-count': count('failed'),
    confirmed: String(files.length > 0 && files.every((file) => isConfirmed(file) === true)),
  };
}
