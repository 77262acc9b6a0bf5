import { mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as core from '@actions/core';
import type { PublishError } from '../errors.ts';
import { thisMachine } from '../lockfiles/host/machine.ts';
import { readChangeEvent } from '../process/change-base.ts';
import { systemClock } from '../process/create-deps.ts';
import type { SignalCancellation } from '../process/listen-for-cancellation.ts';
import type { Environment } from '../process/run-context.ts';
import type { SecretMask } from '../process/secret-mask.ts';
import { VERSION } from '../process/version.ts';
import type { VerifyReport } from '../provenance/report.ts';
import { withDeps } from '../run/deps.ts';
import { asciiJson } from '../text/ascii-json.ts';
import { displayLine } from '../text/display-text.ts';
import { isUnchanged, prepareVerification } from '../verify/prepare.ts';
import { concernsOf } from '../verify/report/concern.ts';
import { counted, headline } from '../verify/report/headline.ts';
import { sarif } from '../verify/report/sarif.ts';
import { verifyDocument } from '../verify/report/verify-data.ts';
import { verifyMarkdown } from '../verify/report/verify-markdown.ts';
import { parseVerificationRequest } from '../verify/request.ts';
import { requireCheckedOutChange, requireOtherBase } from '../verify/targets/checked-out-change.ts';
import { verifyTargets } from '../verify/verify.ts';
import { createActionDeps, readPlaces } from './action-deps.ts';
import { failureParts } from './failure-parts.ts';
import { githubCommits } from './github-commits.ts';
import { createGuide, type Guide } from './guide.ts';
import { maskInputs, readOptions, VERIFY_INPUTS } from './options.ts';
import { runAction } from './run-action.ts';
import type { ShownFailure, ShownReport } from './show-report.ts';
import { annotate, showNotes } from './verify-annotations.ts';
import { type ReportFiles, verifyOutputs } from './verify-outputs.ts';

/** What a run found out, or why it found out nothing. */
type Result = { readonly report: VerifyReport } | { readonly error: PublishError };

/**
 * The verify action: looks at what is about to be installed, and reports in the log, at the lines
 * of the lock, in the job summary, the outputs, and as SARIF and JSON.
 * @returns the exit code
 */
export function verifyAction(env: Environment): Promise<number> {
  const guide = createGuide(env);
  return runAction<Result>(env, {
    run: async (mask, cancellation) => ({ report: await run(env, mask, cancellation) }),
    failed: (error) => ({ error }),
    shown: (result, hide) =>
      'error' in result ? failed(result.error, guide) : shown(result.report, env, hide),
  });
}

async function run(
  env: Environment,
  mask: SecretMask,
  cancellation: SignalCancellation,
): Promise<VerifyReport> {
  const { options: given, problems } = readOptions(env, VERIFY_INPUTS);
  maskInputs(given, mask, env);
  const isBaseGiven = Boolean(given.get('base-ref')?.trim());
  const change = isBaseGiven ? undefined : await readChangeEvent(env);
  const options = change ? new Map([...given, ['base-ref', change.base]]) : given;
  const request = parseVerificationRequest(options, [], readPlaces(env), thisMachine, problems);
  const deps = await createActionDeps(env, request, options, mask, cancellation);
  return withDeps(deps, async () => {
    const commits = githubCommits(deps.githubApi, request.workspace, deps);
    await requireCheckedOutChange(request, change?.notTheChange ?? [], commits);
    const { config } = await prepareVerification(request, deps, commits);
    if (isUnchanged(config)) await requireOtherBase(request, commits);
    const report = await verifyTargets(config, deps);
    deps.log.info(headline(report.summary));
    return report;
  });
}

async function shown(
  report: VerifyReport,
  env: Environment,
  hide: (text: string) => string,
): Promise<ShownReport> {
  const { workspace, tempDirectory } = readPlaces(env);
  const view = { workspace, now: systemClock.now() };
  showNotes(report.notes, hide);
  annotate(concernsOf(report.items), report.exit !== 0, view, hide);
  const files = await writeFiles(report, view, tempDirectory, hide).catch((cause: unknown) => {
    core.warning(
      displayLine(hide(`The SARIF and JSON files could not be written: ${String(cause)}`)),
    );
    return undefined;
  });
  return {
    outputs: () => verifyOutputs(report, files),
    summary: () => verifyMarkdown(report, workspace, view.now),
    failure: () => (report.exit === 0 ? undefined : failure(report)),
  };
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

function failure(report: VerifyReport): ShownFailure {
  const { severities } = report.summary;
  const title =
    report.exit === 3
      ? 'Provenance could not be verified'
      : `Provenance: ${counted(severities.error, 'error')}, ${counted(severities.warning, 'warning')}`;
  const text = `${headline(report.summary)}\nThe job summary tells what to do.`;
  return { title, text, exitCode: report.exit };
}

function failed(error: PublishError, guide: Guide): ShownReport {
  const meaning = 'Nothing was verified.';
  const { code, message, remedy } = error;
  const parts = () => failureParts(error, meaning, guide);
  return {
    outputs: () => verifyOutputs(undefined, undefined),
    summary: () => ['## Provenance: not verified', ...parts()].join('\n\n').concat('\n'),
    failure: () => ({
      title: `Verifying failed: ${code}`,
      text: [message, meaning, remedy, `More: ${guide(code)}`].join('\n\n'),
    }),
  };
}
