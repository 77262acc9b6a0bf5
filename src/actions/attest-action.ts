import { attest } from '../attest/attest.ts';
import { parseAttestConfig } from '../attest/config.ts';
import type { AttestReport } from '../attest/report.ts';
import { attestedFileData } from '../attest/report.ts';
import type { PublishError } from '../errors.ts';
import type { Environment } from '../process/environment.ts';
import type { SignalCancellation } from '../process/listen-for-cancellation.ts';
import type { SecretMask } from '../process/secret-mask.ts';
import { withDeps } from '../run/with-deps.ts';
import { createActionDeps, readPlaces } from './action-deps.ts';
import { attestSummary } from './attest-summary.ts';
import { createGuide, type Guide } from './guide.ts';
import { ATTEST_INPUTS, maskInputs, readOptions } from './options.ts';
import { runAction } from './run-action.ts';
import type { ShownFailure } from './show-report.ts';

/**
 * The attest action: signs files, and reports in the log, the job summary and the outputs.
 * @returns the exit code
 */
export function attestAction(env: Environment): Promise<number> {
  const guide = createGuide(env);
  return runAction<AttestReport>(env, {
    run: (mask, cancellation) => run(env, mask, cancellation),
    failed: (error) => ({ files: [], signer: undefined, error }),
    shown: (report) => ({
      outputs: () => outputs(report),
      summary: () => attestSummary(report, guide),
      failure: () => report.error && failure(report.error, guide),
    }),
  });
}

async function run(
  env: Environment,
  mask: SecretMask,
  cancellation: SignalCancellation,
): Promise<AttestReport> {
  const { options, problems } = readOptions(env, ATTEST_INPUTS);
  maskInputs(options, mask, env);
  const config = parseAttestConfig(options, readPlaces(env), problems);
  const deps = await createActionDeps(env, config, options, mask, cancellation);
  return withDeps(deps, () => attest(config, deps));
}

function failure({ code, message, remedy }: PublishError, guide: Guide): ShownFailure {
  return {
    title: `Signing failed: ${code}`,
    text: [message, 'Nothing was written.', remedy, `More: ${guide(code)}`].join('\n\n'),
  };
}

function outputs({ files }: AttestReport): Record<string, string> {
  return {
    files: JSON.stringify(files.map(attestedFileData)),
    'attestation-paths': files.flatMap(({ written }) => written).join('\n'),
  };
}
