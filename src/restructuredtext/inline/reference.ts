import { normalizeName } from '../escapes.ts';
import type { Inline, InlineText } from './inline-text.ts';

/** `name_`, `name__`: what a run of name characters with underscores behind it refers to. */
export function reference(input: InlineText, run: number, candidate: string): Inline | undefined {
  const [underscores] = /(?<!_)_*$/.exec(candidate) ?? [''];
  const nameEnd = run + candidate.length - underscores.length;
  if (underscores === '' || !input.canEnd(run + candidate.length)) return undefined;
  const start = firstStart(input, run, nameEnd);
  if (start === undefined) return undefined;
  const name = input.text.slice(start, nameEnd);
  const line = input.line(start);
  if (underscores === '__') {
    input.document.anonymousReferences.push({ name, line });
  } else {
    input.document.references.push({ name: normalizeName(name), line });
  }
  return { start, end: run + candidate.length, plain: name };
}

/** A name begins where markup may begin: at the run itself, or after a `-` or `:` inside of it. */
function firstStart(input: InlineText, run: number, nameEnd: number): number | undefined {
  if (input.canStart(run)) return run;
  const inside = /[-:]/.exec(input.text.slice(run, nameEnd));
  return inside === null ? undefined : run + inside.index + 1;
}
