import { stripSpace } from '../../text/python-text.ts';

/** Where a column begins and ends. */
interface Column {
  readonly left: number;
  readonly right: number;
}

/** A cell: columns `left` to `right` of rows `top` to `bottom`, without the latter. */
export interface SimpleCell extends Column {
  readonly top: number;
  readonly bottom: number;
}

type Row = readonly string[];

/** Why a simple table cannot be read. */
export class TableProblem {
  /** Lines behind the top border. */
  readonly offset: number;
  readonly detail: string;

  constructor(offset: number, detail: string) {
    this.offset = offset;
    this.detail = detail;
  }
}

/** Takes a simple table apart, its borders at both ends included. */
export class SimpleTableReader {
  /** The columns of the top border; the last one grows with its text. */
  readonly columns: Column[];
  readonly #rows: readonly Row[];
  readonly #borderEnd: number;
  readonly #cells: SimpleCell[] = [];

  constructor(rows: readonly Row[]) {
    this.#rows = rows;
    this.columns = spans(rows[0] ?? [], '=');
    this.#borderEnd = this.columns.at(-1)?.right ?? 0;
  }

  read(): readonly SimpleCell[] | TableProblem {
    const [first] = this.columns;
    let start = 1;
    let hasText = false;
    for (const [offset, row] of this.#rows.entries()) {
      if (offset === 0) continue;
      const isFirstFilled = stripSpace(row.slice(first?.left, first?.right).join('')) !== '';
      let problem: TableProblem | undefined;
      if (/^(?:-[ -]*|=[ =]*)$/.test(row.join('')) && this.#isRule(row, offset)) {
        problem = this.#row(start, offset, row);
        start = offset + 1;
        hasText = false;
      } else if (isFirstFilled) {
        if (hasText && offset !== start) problem = this.#row(start, offset);
        start = offset;
        hasText = true;
      } else if (!hasText) {
        start = offset + 1;
      }
      if (problem !== undefined) return problem;
    }
    return this.#cells;
  }

  /** `-` under columns that are spanned; `=` under the head and at the bottom. */
  #isRule(row: Row, offset: number): boolean {
    return row[0] === '-' || offset === this.#rows.length - 1 || row[0] === '=';
  }

  #row(top: number, bottom: number, rule?: Row): TableProblem | undefined {
    if (top === bottom && rule === undefined) return undefined;
    const columns = rule === undefined ? [...this.columns] : this.#spanned(rule, bottom);
    if (columns instanceof TableProblem) return columns;
    const problem = this.#checkMargins(columns, top, bottom) ?? this.#checkSpans(columns, top);
    if (problem === undefined) {
      this.#cells.push(...columns.map((column) => ({ ...column, top, bottom })));
    }
    return problem;
  }

  #spanned(rule: Row, offset: number): Column[] | TableProblem {
    const columns = spans(rule, rule[0] ?? '-');
    const last = columns.pop();
    if (last?.right !== this.#borderEnd) {
      const detail = `Column span incomplete in table line ${offset + 1}.`;
      return new TableProblem(offset, detail);
    }
    return [...columns, { left: last.left, right: this.columns.at(-1)?.right ?? last.right }];
  }

  /** Between columns there is nothing; the last one takes what goes beyond its border. */
  #checkMargins(columns: Column[], top: number, bottom: number): TableProblem | undefined {
    for (const [index, column] of columns.entries()) {
      const next = columns[index + 1];
      for (let row = top; row < bottom; row++) {
        const beyond = this.#rows[row]?.slice(column.right, next?.left).join('') ?? '';
        if (stripSpace(beyond) === '') continue;
        if (next !== undefined) {
          return new TableProblem(row, `Text in column margin in table line ${row + 1}.`);
        }
        this.#grow(columns, index, this.#rows[row]?.length ?? 0);
      }
    }
    return undefined;
  }

  #grow(columns: Column[], index: number, right: number): void {
    const last = this.columns.length - 1;
    const { left, right: known = right } = this.columns[last] ?? { left: 0 };
    columns[index] = { left: columns[index]?.left ?? 0, right: Math.max(known, right) };
    if (right > known) this.columns[last] = { left, right };
  }

  /** A span begins where a column begins and ends where one ends. */
  #checkSpans(columns: readonly Column[], top: number): TableProblem | undefined {
    let at = 0;
    for (const { left, right } of columns) {
      const end = this.columns.findIndex((column, index) => index >= at && column.right === right);
      if (this.columns[at]?.left !== left || end === -1) {
        const detail = `Column span alignment problem in table line ${top + 2}.`;
        return new TableProblem(top + 1, detail);
      }
      at = end + 1;
    }
    return undefined;
  }
}

/** The runs of a character in a rule. */
function spans(rule: Row, character: string): Column[] {
  return [...rule.join('').matchAll(character === '=' ? /=+/g : /-+/g)].map((match) => ({
    left: match.index,
    right: match.index + match[0].length,
  }));
}
