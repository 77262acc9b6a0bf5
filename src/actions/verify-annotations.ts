import * as core from '@actions/core';
import type { RunNote } from '../provenance/report.ts';
import { displayLine, displayText } from '../text/display-text.ts';
import type { Concern } from '../verify/report/concern.ts';
import { concernFacts, stepText } from '../verify/report/concern-facts.ts';
import { workspacePath } from '../verify/report/workspace-path.ts';

/** GitHub shows so many annotations of each kind for a step, and drops the rest. */
const MOST = 10;

/**
 * Marks the lines of the lock that need review.
 * @param isFailure whether the step fails: in one that does not an error is shown as a warning
 * @param workspace paths below it become relative: GitHub finds no others
 * @param now milliseconds since the epoch
 * @param hide takes secrets out of texts
 */
export function annotate(
  concerns: readonly Concern[],
  isFailure: boolean,
  { workspace, now }: { readonly workspace: string; readonly now: number },
  hide: (text: string) => string,
): void {
  for (const severity of ['error', 'warning'] as const) {
    for (const concern of concerns.filter((one) => one.severity === severity).slice(0, MOST)) {
      const { at, subject, finding } = concern;
      const place = at && {
        file: displayLine(workspacePath(at.path, workspace)),
        startLine: at.line,
      };
      const show = isFailure && severity === 'error' ? core.error : core.warning;
      show(displayText(hide(text(concern, now))), {
        title: displayLine(hide(`${subject}: ${finding.rule}`)),
        ...place,
      });
    }
  }
}

/** Writes what is to be known of a run into its log; what a reviewer should see as notices. */
export function showNotes(notes: readonly RunNote[], hide: (text: string) => string): void {
  for (const { text: note, needsReview } of notes) {
    const shown = displayLine(hide(note));
    if (needsReview) core.notice(shown, { title: 'Provenance' });
    else core.info(shown);
  }
}

function text(concern: Concern, now: number): string {
  const { what, files, before, now: found, why, steps } = concernFacts(concern, now);
  return [
    what,
    `Files: ${files}`,
    ...(before === undefined ? [] : [`Was: ${before}`]),
    ...(found === undefined ? [] : [`Now: ${found}`]),
    why,
    ...steps.map(stepText),
  ].join('\n');
}
