import { attest } from '../attest/attest.ts';
import { parseAttestConfig } from '../attest/config.ts';
import { type AttestReport, attestedFileData } from '../attest/report.ts';
import type { PublishError } from '../errors.ts';
import type { SignalCancellation } from '../process/listen-for-cancellation.ts';
import type { Environment } from '../process/run-context.ts';
import type { SecretMask } from '../process/secret-mask.ts';
import { withDeps } from '../run/deps.ts';
import { fitting, SUMMARY_BYTES } from '../text/fitting.ts';
import { markdownCode, markdownRow, markdownTable, markdownText } from '../text/markdown.ts';
import { createActionDeps, readPlaces } from './action-deps.ts';
import { failureParts } from './failure-parts.ts';
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

const HEAD = ['File', 'SHA-256', 'What was made', 'Log index'];

/** The job summary of a run that signs, as Markdown. */
export function attestSummary(report: AttestReport, guide: Guide): string {
  const { error, files, signer } = report;
  if (error) {
    const parts = failureParts(error, 'Nothing was written.', guide);
    return [`## Signing failed`, ...parts].join('\n\n').concat('\n');
  }
  const rows = files.map(({ filename, sha256, kind, logIndexes }) =>
    markdownRow([
      markdownText(filename),
      markdownCode(sha256),
      kind === 'distribution' ? 'PEP 740 attestation' : 'Sigstore bundle',
      markdownText(logIndexes.join(', ')),
    ]),
  );
  const shown = fitting(rows, SUMMARY_BYTES.table);
  const left = files.length - shown;
  return [
    `## Signed ${files.length} ${files.length === 1 ? 'file' : 'files'}`,
    `Signer: ${markdownCode(signer ?? '')}`,
    [markdownTable(HEAD, []), ...rows.slice(0, shown)].join('\n'),
    ...(left > 0 ? [`${left.toLocaleString('en-US')} more files are not shown here.`] : []),
  ]
    .join('\n\n')
    .concat('\n');
}
