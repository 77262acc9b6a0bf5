import { resolve } from 'node:path';
import { mustRun } from '../process.ts';

const SCRIPT = resolve(import.meta.dirname, 'judge.py');
const TEXTS_AT_ONCE = 500;

/** Where docutils stopped. */
export interface Refusal {
  /** Null where the message names none. */
  readonly line: number | null;
  /** Such as `WARNING/2`; null where docutils had no message. */
  readonly level: string | null;
  readonly text: string;
}

export interface Judgement {
  readonly docutils: string;
  readonly readme_renderer: string;
  /** One for each text: null if it renders. */
  readonly verdicts: readonly (Refusal | null)[];
}

/** Asks readme_renderer about each text. */
export async function judge(python: string, texts: readonly string[]): Promise<Judgement> {
  const verdicts: (Refusal | null)[] = [];
  let versions = { docutils: '', readme_renderer: '' };
  for (let at = 0; at < texts.length; at += TEXTS_AT_ONCE) {
    const input = JSON.stringify(texts.slice(at, at + TEXTS_AT_ONCE));
    const answer: Judgement = JSON.parse(await mustRun(python, [SCRIPT], { input }));
    verdicts.push(...answer.verdicts);
    versions = { docutils: answer.docutils, readme_renderer: answer.readme_renderer };
  }
  if (verdicts.length !== texts.length) {
    throw new Error(`the judge was asked ${texts.length} times and answered ${verdicts.length}`);
  }
  return { ...versions, verdicts };
}
