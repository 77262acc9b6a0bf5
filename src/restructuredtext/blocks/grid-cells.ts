/** A cell of a grid table: the rows and columns of its borders. */
export interface Cell {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

type Rows = readonly (readonly string[])[];

/** Steps for each character of the table: a table of crosses alone would take its fourth power. */
const STEPS_PER_CHARACTER = 200;

/**
 * Traces the cells of a table, each from its upper left corner around, and begins with those
 * further up; 'malformed' where they do not cover it. A table whose tracing takes too long has no
 * cells.
 */
export function gridCells(rows: Rows): readonly Cell[] | 'malformed' {
  const bottom = rows.length - 1;
  const right = (rows[0]?.length ?? 1) - 1;
  const tracer = new Tracer(rows, STEPS_PER_CHARACTER * rows.length * (right + 1));
  const cells: Cell[] = [];
  const done = new Array<number>(right).fill(-1);
  const corners = rows.map(() => new Set<number>());
  corners[0]?.add(0);
  for (const [top, lefts] of corners.slice(0, -1).entries()) {
    for (const left of rows[top]?.keys() ?? []) {
      if (left === right) break;
      if (!lefts.has(left) || top <= (done[left] ?? 0)) continue;
      const cell = tracer.cell(top, left);
      if (tracer.isTired) return [];
      if (cell === undefined) continue;
      if (done.slice(left, cell.right).some((last) => last !== top - 1)) return 'malformed';
      done.fill(cell.bottom - 1, left, cell.right);
      cells.push(cell);
      lefts.add(cell.right);
      corners[cell.bottom]?.add(left);
    }
  }
  return done.every((last) => last === bottom - 1) ? cells : 'malformed';
}

/** Follows borders, and counts its steps. */
class Tracer {
  readonly #rows: Rows;
  #steps: number;

  constructor(rows: Rows, steps: number) {
    this.#rows = rows;
    this.#steps = steps;
  }

  get isTired(): boolean {
    return this.#steps <= 0;
  }

  /** The smallest cell with an upper left corner, to the right first and then down. */
  cell(top: number, left: number): Cell | undefined {
    const width = this.#rows[0]?.length ?? 0;
    for (let right = left + 1; right < width && !this.isTired; right++) {
      const character = this.#at(top, right);
      if (character === '+') {
        const bottom = this.#bottom(top, left, right);
        if (bottom !== undefined) return { top, left, bottom, right };
      } else if (character !== '-') {
        return undefined;
      }
    }
    return undefined;
  }

  #bottom(top: number, left: number, right: number): number | undefined {
    for (let bottom = top + 1; bottom < this.#rows.length && !this.isTired; bottom++) {
      const character = this.#at(bottom, right);
      if (character === '+') {
        if (this.#isClosed(top, left, bottom, right)) return bottom;
      } else if (character !== '|') {
        return undefined;
      }
    }
    return undefined;
  }

  #isClosed(top: number, left: number, bottom: number, right: number): boolean {
    if (this.#at(bottom, left) !== '+') return false;
    for (let column = right - 1; column > left; column--) {
      if (!/^[-+]$/.test(this.#at(bottom, column))) return false;
    }
    for (let row = bottom - 1; row > top; row--) {
      if (!/^[|+]$/.test(this.#at(row, left))) return false;
    }
    return true;
  }

  #at(row: number, column: number): string {
    this.#steps--;
    return this.#rows[row]?.[column] ?? '';
  }
}
