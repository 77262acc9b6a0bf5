import type { Case, Verdict } from './case.ts';
import type { OurVerdict } from './our-verdicts.ts';
import type { Strictness } from './stricter.ts';

/** One case and both verdicts. */
export interface Judged {
  readonly case: Pick<Case, 'group' | 'name'>;
  readonly ours: OurVerdict;
  readonly theirs: Verdict;
  /** Whether another judge refuses it. */
  readonly refusedByOther: boolean;
}

export interface Row {
  agree: number;
  /** Of those that agree: how many both accept. */
  accepted: number;
  stricter: number;
  laxer: number;
}

export interface Comparison {
  readonly rows: ReadonlyMap<string, Row>;
  /** One line each: laxer verdicts, stricter ones without a written reason, unforeseen errors. */
  readonly failures: string[];
  /** The names of the reasons that a case needed. */
  readonly reasons: ReadonlySet<string>;
}

/** A refusal is a sentence that somebody reads. */
const LONGEST_REFUSAL = 1000;

/** Counts verdicts by the class of mutation. */
export function compare(judged: readonly Judged[], reasons: readonly Strictness[]): Comparison {
  const rows = new Map<string, Row>();
  const failures: string[] = [];
  const needed = new Set<string>();
  for (const { case: one, ours, theirs, refusedByOther } of judged) {
    const row = rows.get(one.group) ?? { agree: 0, accepted: 0, stricter: 0, laxer: 0 };
    rows.set(one.group, row);
    const what = `${one.group}: ${one.name}`;
    if ((ours.why?.length ?? 0) > LONGEST_REFUSAL) {
      failures.push(`a long refusal: ${what}: ${ours.why?.slice(0, LONGEST_REFUSAL)}`);
    }
    if (ours.unforeseen) {
      failures.push(`unforeseen: ${what}: ${ours.why}`);
    }
    if (ours.accepted === theirs.accepted) {
      row.agree++;
      row.accepted += ours.accepted ? 1 : 0;
      if (ours.predicateType !== theirs.predicateType) {
        failures.push(`${what}: ${ours.predicateType} against ${theirs.predicateType}`);
      }
    } else if (ours.accepted) {
      row.laxer++;
      failures.push(`laxer: ${what}: they say ${theirs.why}`);
    } else {
      row.stricter++;
      const reason = reasons.find(
        (each) =>
          each.groups.includes(one.group) &&
          each.because.test(ours.why ?? '') &&
          (each.refusedByOther === undefined || refusedByOther),
      );
      if (reason === undefined) {
        failures.push(`stricter without a reason: ${what}: we say ${ours.why}`);
      } else {
        needed.add(nameOf(reason, one.group));
      }
    }
  }
  return { rows, failures, reasons: needed };
}

const nameOf = ({ because }: Strictness, group: string): string => `${group}: ${because.source}`;

/** A name for a reason in each of its classes. */
export const reasonNames = (reason: Strictness): string[] =>
  reason.groups.map((group) => nameOf(reason, group));

/** The table that is printed: a line for each class and one for all. */
export function table(title: string, rows: ReadonlyMap<string, Row>): string {
  const total: Row = { agree: 0, accepted: 0, stricter: 0, laxer: 0 };
  for (const row of rows.values()) {
    for (const column of ['agree', 'accepted', 'stricter', 'laxer'] as const) {
      total[column] += row[column];
    }
  }
  const lines = [[title, 'agree', 'of these accepted', 'we stricter', 'we laxer']];
  for (const [group, { agree, accepted, stricter, laxer }] of [...rows, ['all', total] as const]) {
    lines.push([group, ...[agree, accepted, stricter, laxer].map(String)]);
  }
  const widths = lines[0]?.map((_, column) =>
    Math.max(...lines.map((line) => line[column]?.length ?? 0)),
  );
  return lines
    .map((line) =>
      line
        .map((text, column) =>
          column === 0 ? text.padEnd(widths?.[0] ?? 0) : text.padStart(widths?.[column] ?? 0),
        )
        .join('  '),
    )
    .join('\n');
}
