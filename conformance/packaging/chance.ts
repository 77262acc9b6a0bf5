/** Chance that is the same in every run. */
export interface Chance {
  /** An integer from 0 to `below` - 1. */
  readonly integer: (below: number) => number;
  readonly pick: <T>(items: readonly T[]) => T;
  /** Up to `most` results of `make`. */
  readonly some: <T>(most: number, make: () => T) => T[];
}

/** A linear congruential generator (the constants of Numerical Recipes), high bits only. */
export function chance(seed: number): Chance {
  let state = seed >>> 0;
  const integer = (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  return {
    integer,
    pick(items) {
      const item = items[integer(items.length)];
      if (item === undefined) {
        throw new Error('there is nothing to pick');
      }
      return item;
    },
    some: (most, make) => Array.from({ length: integer(most + 1) }, make),
  };
}
