import type { Check } from './check-release.ts';
import { parsedJson } from './http/body.ts';
import type { PublishRun } from './publish-run.ts';
import { renderLog } from './runner-log.ts';
import type { Sandbox } from './sandbox.ts';
import { renderSummary } from './summary-text.ts';

/** The result of a run for programs. */
export function resultJson(run: PublishRun, checks: readonly Check[], isRight: boolean): string {
  const outputs = Object.fromEntries(
    Object.entries(run.outputs).map(([name, text]) => [name, parsedJson(text) ?? text]),
  );
  const duration = Math.round(run.duration);
  const result = { ok: isRight, exitCode: run.exitCode, duration, outputs, checks };
  return `${JSON.stringify(result, null, 2)}\n`;
}

const counted = (count: number, one: string, many: string): string =>
  `${count} ${count === 1 ? one : many}`;

/** The result of a run for people. */
export function report(sandbox: Sandbox, run: PublishRun, checks: readonly Check[]): string {
  const { index, sigstore } = sandbox;
  const section = (title: string, text: string) => `── ${title}\n\n${text}\n\n`;
  const entries = [...sigstore.rekor.entries.keys()];
  const look = [
    `index            ${index.url}  (${counted(index.files.length, 'file', 'files')})`,
    `transparency log ${sigstore.rekor.url}  (${counted(entries.length, 'entry', 'entries')})`,
    ...index.files.map(
      ({ filename, attestations }) =>
        `  ${filename}  ${counted(attestations.length, 'attestation', 'attestations')}`,
    ),
    'To keep all this running and look at it: npm run sandbox -- serve --env-file sandbox.env',
  ];
  const verdicts = checks.map(({ name, problem }) =>
    problem === undefined ? `  ok      ${name}` : `  WRONG   ${name}: ${problem}`,
  );
  const failed = checks.filter(({ problem }) => problem !== undefined).length;
  const told = run.exitCode === 0 ? '' : ' The run itself failed, and says why.';
  const verdict =
    failed === 0
      ? `All ${checks.length} checks are right.${told}`
      : `${counted(failed, 'check is', 'checks are')} wrong.`;
  return [
    section('Log', renderLog(run.stdout)),
    run.stderr === '' ? '' : section('Standard error', run.stderr.trimEnd()),
    section('Summary', renderSummary(run.summary)),
    section('Where it went', look.join('\n')),
    section('Checked from the index’s side', verdicts.join('\n')),
    `${verdict}\n`,
  ].join('');
}
