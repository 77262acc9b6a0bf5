import { attest } from '../app/attest.ts';
import { parseAttestConfig } from '../app/attest-config.ts';
import type { AttestReport } from '../app/attest-report.ts';
import { attestedFileData } from '../app/file-data.ts';
import { withDeps } from '../app/with-deps.ts';
import { PublishError } from '../errors.ts';
import type { Environment } from '../process/environment.ts';
import { SecretMask } from '../process/secret-mask.ts';
import { createActionDeps, readPlaces } from './action-deps.ts';
import { attestSummary } from './attest-summary.ts';
import { createGuide } from './guide.ts';
import { ATTEST_INPUTS, readOptions } from './options.ts';
import { showReport } from './show-report.ts';

/**
 * The attest action: signs files, and reports in the log, the job summary and the outputs.
 * @returns the exit code
 */
export async function attestAction(env: Environment): Promise<number> {
  const mask = new SecretMask();
  const report = await run(env, mask);
  const guide = createGuide(env);
  const { error } = report;
  const failure = error && {
    title: `Signing failed: ${error.code}`,
    text: [error.message, 'Nothing was written.', error.remedy, `More: ${guide(error.code)}`].join(
      '\n\n',
    ),
  };
  const shown = { outputs: outputs(report), summary: attestSummary(report, guide), failure };
  return showReport(shown, env, (text) => mask.hide(text));
}

async function run(env: Environment, mask: SecretMask): Promise<AttestReport> {
  try {
    const { options, problems } = readOptions(env, ATTEST_INPUTS);
    const config = parseAttestConfig(options, readPlaces(env), problems);
    const deps = await createActionDeps(env, config, options, mask);
    return await withDeps(deps, () => attest(config, deps));
  } catch (error) {
    if (error instanceof PublishError) return { files: [], signer: undefined, error };
    throw error;
  }
}

function outputs({ files }: AttestReport): Record<string, string> {
  return {
    files: JSON.stringify(files.map(attestedFileData)),
    'attestation-paths': files.flatMap(({ written }) => written).join('\n'),
  };
}
