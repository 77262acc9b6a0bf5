import { renderLog } from '../runner-log.ts';
import { renderSummary } from '../summary-text.ts';
import { OWN_ANSWERS } from './fault-text.ts';
import type { Injected } from './inject.ts';
import type { DespiteOutcome } from './publish-despite.ts';

/** Runs among faults, for programs. */
export function faultResultJson(faults: readonly string[], outcome: DespiteOutcome): string {
  const runs = outcome.runs.map(({ run, injected, problems }) => ({
    exitCode: run.exitCode,
    duration: Math.round(run.duration),
    injected: injected.map(injectedText),
    outputs: run.outputs,
    problems,
  }));
  return `${JSON.stringify({ ok: outcome.isRight, faults, runs }, null, 2)}\n`;
}

/** Runs among faults, for people. */
export function faultReport(faults: readonly string[], outcome: DespiteOutcome): string {
  const section = (title: string, text: string) => `── ${title}\n\n${text}\n\n`;
  const parts = [section('Faults', faults.map((fault) => `  --fault '${fault}'`).join('\n'))];
  for (const [at, { run, injected, problems }] of outcome.runs.entries()) {
    const name = at === 0 ? 'Run among faults' : 'Run without faults';
    const met = injected.map((one) => `  ${injectedText(one)}`);
    if (at === 0 && met.length === 0) met.push('  none: the run made no such request');
    const verdicts = problems.map((problem) => `  WRONG   ${problem}`);
    parts.push(
      section(`${name}: log`, renderLog(run.stdout)),
      run.stderr === '' ? '' : section(`${name}: standard error`, run.stderr.trimEnd()),
      section(`${name}: summary`, renderSummary(run.summary)),
      met.length === 0 ? '' : section(`${name}: requests that met a fault`, met.join('\n')),
      section(
        `${name}: what it said, against the index`,
        verdicts.length === 0 ? '  ok      all of it is true' : verdicts.join('\n'),
      ),
    );
  }
  const ends = outcome.runs.map(({ run }) => run.exitCode).join(', then ');
  parts.push(`${outcome.isRight ? 'Right' : 'WRONG'}: ended with ${ends}.\n`);
  return parts.join('');
}

/** Such as `upload 3: drop`. */
export function injectedText({ target, count, rule }: Injected): string {
  const { effect, moment } = rule;
  const what = effect.kind === 'status' ? String(effect.status) : effect.kind;
  const isStored = moment === 'carried-out' && !OWN_ANSWERS.includes(effect.kind);
  return `${target} ${count}: ${what}${isStored ? ' after the work was done' : ''}`;
}
