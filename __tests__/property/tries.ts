/** Whether properties are tried with all their inputs. */
const isThorough = process.env['THOROUGH'] !== undefined;

/**
 * How many inputs a property is tried with: a quarter of them, the same ones each time, so that a
 * change fails for its own faults only; all of them, new ones each time, with `THOROUGH=1 npm test`.
 */
export const tries = (count: number) =>
  isThorough ? { numRuns: count } : { numRuns: Math.ceil(count / 4), seed: 1 };
