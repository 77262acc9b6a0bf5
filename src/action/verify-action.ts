import { mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { asPublishError } from '../app/internal-error.ts';
import { prepareVerification } from '../app/prepare-verification.ts';
import { requireCheckedOutChange } from '../app/targets/checked-out-change.ts';
import { parseVerificationRequest } from '../app/verification-request.ts';
import { verifyTargets } from '../app/verify-targets.ts';
import { withDeps } from '../app/with-deps.ts';
import type { PublishError } from '../errors.ts';
import { asciiJson } from '../process/ascii-json.ts';
import { readChangeEvent } from '../process/change-base.ts';
import type { Environment } from '../process/environment.ts';
import { thisMachine } from '../process/machine.ts';
import { SecretMask } from '../process/secret-mask.ts';
import { systemClock } from '../process/system-clock.ts';
import { VERSION } from '../process/version.ts';
import { concernsOf } from '../report/concern.ts';
import { counted, headline } from '../report/headline.ts';
import { sarif } from '../report/sarif.ts';
import { verifyDocument } from '../report/verify-data.ts';
import { verifyMarkdown } from '../report/verify-markdown.ts';
import type { VerifyReport } from '../verification/report.ts';
import { createActionDeps, readPlaces } from './action-deps.ts';
import { failureParts } from './failure-parts.ts';
import { createGuide, type Guide } from './guide.ts';
import { readOptions, VERIFY_INPUTS } from './options.ts';
import { type ShownReport, showReport } from './show-report.ts';
import { annotate } from './verify-annotations.ts';
import { type ReportFiles, verifyOutputs } from './verify-outputs.ts';

/**
 * The verify action: looks at what is about to be installed, and reports in the log, at the lines
 * of the lock, in the job summary, the outputs, and as SARIF and JSON.
 * @returns the exit code
 */
export async function verifyAction(env: Environment): Promise<number> {
  const mask = new SecretMask();
  const hide = (text: string) => mask.hide(text);
  try {
    const report = await run(env, mask);
    return await show(report, env, hide);
  } catch (cause) {
    const shown = failed(asPublishError(cause), createGuide(env));
    return showReport(shown, env, hide);
  }
}

async function run(env: Environment, mask: SecretMask): Promise<VerifyReport> {
  const { options: given, problems } = readOptions(env, VERIFY_INPUTS);
  const isBaseGiven = Boolean(given.get('base-ref')?.trim());
  const change = isBaseGiven ? undefined : await readChangeEvent(env);
  const options = change ? new Map([...given, ['base-ref', change.base]]) : given;
  const request = parseVerificationRequest(options, [], readPlaces(env), thisMachine, problems);
  await requireCheckedOutChange(request, change?.notTheChange ?? []);
  const deps = await createActionDeps(env, request, options, mask);
  return withDeps(deps, async () => {
    const { config } = await prepareVerification(request, deps);
    const report = await verifyTargets(config, deps);
    deps.log.info(headline(report.summary));
    return report;
  });
}

async function show(
  report: VerifyReport,
  env: Environment,
  hide: (text: string) => string,
): Promise<number> {
  const { workspace, tempDirectory } = readPlaces(env);
  const view = { workspace, now: systemClock.now() };
  annotate(concernsOf(report.items), report.exit !== 0, view, hide);
  const files = await writeFiles(report, view, tempDirectory, hide);
  const code = await showReport(
    {
      outputs: verifyOutputs(report, files),
      summary: verifyMarkdown(report, workspace, view.now),
      failure: report.exit === 0 ? undefined : failure(report),
    },
    env,
    hide,
  );
  return code === 0 ? 0 : report.exit;
}

async function writeFiles(
  report: VerifyReport,
  view: { readonly workspace: string; readonly now: number },
  tempDirectory: string,
  hide: (text: string) => string,
): Promise<ReportFiles> {
  const directory = await mkdtemp(join(tempDirectory, 'pypi-trusted-publish-verify-'));
  const files = {
    sarif: join(directory, 'provenance.sarif'),
    json: join(directory, 'provenance.json'),
  };
  const write = (path: string, data: unknown) => writeFile(path, `${asciiJson(data, hide)}\n`);
  await write(files.sarif, sarif(report, { ...view, version: VERSION }));
  await write(files.json, verifyDocument(report));
  return files;
}

function failure(report: VerifyReport): ShownReport['failure'] {
  const { severities } = report.summary;
  const title =
    report.exit === 3
      ? 'Provenance could not be verified'
      : `Provenance: ${counted(severities.error, 'error')}, ${counted(severities.warning, 'warning')}`;
  return { title, text: `${headline(report.summary)}\nThe job summary tells what to do.` };
}

function failed(error: PublishError, guide: Guide): ShownReport {
  const meaning = 'Nothing was verified.';
  return {
    outputs: verifyOutputs(undefined, undefined),
    summary: ['## Provenance: not verified', ...failureParts(error, meaning, guide)]
      .join('\n\n')
      .concat('\n'),
    failure: {
      title: `Verifying failed: ${error.code}`,
      text: [error.message, meaning, error.remedy, `More: ${guide(error.code)}`].join('\n\n'),
    },
  };
}
