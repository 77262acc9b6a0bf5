import type { Defect } from '../../src/restructuredtext/defects.ts';
import { lintRestructuredText } from '../../src/restructuredtext/restructured-text.ts';
import type { RecordedText } from './recorded.ts';

/** How the findings of one class stand to the verdicts. */
export interface ClassAgreement {
  /** Refused texts of which the first finding is of this class. */
  first: number;
  /** Of these, the ones where it has the message that docutils stopped at. */
  sameMessage: number;
  /** Texts with a finding of this class that render. */
  readonly falseAlarms: string[];
}

export interface Agreement {
  readonly refused: number;
  /** Texts of which linter and judge say the same. */
  readonly agreed: number;
  /** Refused texts where any finding has the judge's message. */
  readonly sameMessage: number;
  /** Refused texts without a finding. */
  readonly missed: readonly string[];
  readonly byClass: ReadonlyMap<string, ClassAgreement>;
}

/** Characters of a message that tell it from others; what follows is of the text. */
const TELLING = 18;

/** Lints each text, and compares with its verdict. */
export function compare(texts: readonly RecordedText[]): Agreement {
  const byClass = new Map<string, ClassAgreement>();
  const missed: string[] = [];
  const counts = { refused: 0, agreed: 0, sameMessage: 0 };
  const entry = (id: string): ClassAgreement => {
    const found = byClass.get(id) ?? { first: 0, sameMessage: 0, falseAlarms: [] };
    byClass.set(id, found);
    return found;
  };
  for (const { text, verdict } of texts) {
    const defects = lintRestructuredText(text);
    const [first] = defects.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0));
    if (defects.length > 0 === (verdict !== null)) counts.agreed++;
    if (verdict === null) {
      for (const id of new Set(defects.map((defect) => defect.id))) {
        entry(id).falseAlarms.push(text);
      }
      continue;
    }
    counts.refused++;
    const matching = defects.find((defect) => isSameMessage(defect, verdict.text));
    const shown = matching ?? first;
    if (shown === undefined) {
      missed.push(`${verdict.text} in ${JSON.stringify(text).slice(0, 500)}`);
      continue;
    }
    entry(shown.id).first++;
    if (matching !== undefined) {
      entry(shown.id).sameMessage++;
      counts.sameMessage++;
    }
  }
  return { ...counts, missed, byClass };
}

function isSameMessage({ text }: Defect, message: string): boolean {
  return text.slice(0, TELLING) === message.slice(0, TELLING);
}

/** One line for each class, the most frequent first. */
export function table({ byClass }: Agreement): string {
  const rows = [...byClass].toSorted(([, a], [, b]) => b.first - a.first);
  const lines = rows.map(([id, { first, sameMessage, falseAlarms }]) =>
    [id.padEnd(26), first, sameMessage, falseAlarms.length].map((each) => String(each).padStart(7)),
  );
  const head = ['class'.padEnd(26), 'refused', '   same', '  false'];
  return [head, ...lines].map((cells) => cells.join(' ')).join('\n');
}
