import type { Version } from './version.ts';

type Order = -1 | 0 | 1;

/** The order of PEP 440: `1.0` and `1.0.0` are equal, a local version follows its public one. */
export function compareVersions(a: Version, b: Version): Order {
  return first([
    () => compareDecimals(a.epoch, b.epoch),
    () =>
      compareParts(
        withoutTrailingZeros(a.release),
        withoutTrailingZeros(b.release),
        compareDecimals,
      ),
    () => order(phaseRank(a), phaseRank(b)),
    () => compareOptional(a.pre?.[1], b.pre?.[1], 'absent-first'),
    () => compareOptional(a.post, b.post, 'absent-first'),
    () => compareOptional(a.dev, b.dev, 'absent-last'),
    () => compareLocals(a.local, b.local),
  ]);
}

/** A development release of a release comes before its pre-releases, the release itself after them. */
function phaseRank(version: Version): number {
  if (version.pre !== undefined) {
    return { a: 1, b: 2, rc: 3 }[version.pre[0]];
  }
  return version.post === undefined && version.dev !== undefined ? 0 : 4;
}

function compareLocals(a: readonly string[] | undefined, b: readonly string[] | undefined): Order {
  if (a === undefined || b === undefined) {
    return order(a === undefined ? 0 : 1, b === undefined ? 0 : 1);
  }
  return compareParts(a, b, compareLocalParts);
}

/** Numbers come after words. */
function compareLocalParts(a: string, b: string): Order {
  if (isDecimal(a) !== isDecimal(b)) {
    return isDecimal(a) ? 1 : -1;
  }
  return isDecimal(a) ? compareDecimals(a, b) : order(a, b);
}

function compareParts(
  a: readonly string[],
  b: readonly string[],
  compare: (x: string, y: string) => Order,
): Order {
  for (const [index, part] of a.entries()) {
    const other = b[index];
    if (other === undefined) {
      return 1;
    }
    const result = compare(part, other);
    if (result !== 0) {
      return result;
    }
  }
  return order(a.length, b.length);
}

function compareOptional(
  a: string | undefined,
  b: string | undefined,
  absent: 'absent-first' | 'absent-last',
): Order {
  if (a === undefined || b === undefined) {
    const sign = absent === 'absent-first' ? 1 : -1;
    return order(a === undefined ? 0 : sign, b === undefined ? 0 : sign);
  }
  return compareDecimals(a, b);
}

/** Digits without leading zeros: the longer one is the greater. */
function compareDecimals(a: string, b: string): Order {
  return order(a.length, b.length) || order(a, b);
}

function order<T extends number | string>(a: T, b: T): Order {
  if (a === b) {
    return 0;
  }
  return a < b ? -1 : 1;
}

function first(comparisons: readonly (() => Order)[]): Order {
  for (const compare of comparisons) {
    const result = compare();
    if (result !== 0) {
      return result;
    }
  }
  return 0;
}

function withoutTrailingZeros(release: readonly string[]): readonly string[] {
  return release.slice(0, release.findLastIndex((part) => part !== '0') + 1);
}

function isDecimal(text: string): boolean {
  return /^[0-9]+$/.test(text);
}
