import * as core from '@actions/core';
import { attest } from '../app/attest.ts';
import { parseAttestConfig } from '../app/attest-config.ts';
import type { AttestReport } from '../app/attest-report.ts';
import { attestedFileData } from '../app/file-data.ts';
import { PublishError } from '../errors.ts';
import { displayText } from '../process/display-text.ts';
import type { Environment } from '../process/environment.ts';
import { createActionDeps, readPlaces } from './action-deps.ts';
import { attestSummary } from './attest-summary.ts';
import { createGuide } from './guide.ts';
import { ATTEST_INPUTS, readOptions } from './options.ts';

/**
 * The attest action: signs files, and reports in the log, the job summary and the outputs.
 * @returns the exit code
 */
export async function attestAction(env: Environment): Promise<number> {
  const report = await run(env);
  const guide = createGuide(env);
  if (env['GITHUB_OUTPUT']) writeOutputs(report);
  if (env['GITHUB_STEP_SUMMARY']) await core.summary.addRaw(attestSummary(report, guide)).write();
  const { error } = report;
  if (!error) return 0;
  const text = [error.message, 'Nothing was written.', error.remedy, `More: ${guide(error.code)}`];
  core.error(displayText(text.join('\n\n')), {
    title: displayText(`Signing failed: ${error.code}`),
  });
  return 1;
}

async function run(env: Environment): Promise<AttestReport> {
  try {
    const config = parseAttestConfig(readOptions(env, ATTEST_INPUTS), readPlaces(env));
    return await attest(config, await createActionDeps(env, config));
  } catch (error) {
    if (error instanceof PublishError) return { files: [], signer: undefined, error };
    throw error;
  }
}

function writeOutputs({ files }: AttestReport): void {
  core.setOutput('files', JSON.stringify(files.map(attestedFileData)));
  core.setOutput('attestation-paths', files.flatMap(({ written }) => written).join('\n'));
}
