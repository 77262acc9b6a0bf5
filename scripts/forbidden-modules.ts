/**
 * Packages that have no place in what is shipped, and why. They come in unnoticed by importing
 * the main file of a package where one of its inner files was meant.
 */
const FORBIDDEN_PACKAGES: ReadonlyMap<string, string> = new Map([
  ['make-fetch-happen', 'a second HTTP client, of which no limit or retry of ours is known'],
  ['node-gyp', 'builds native code'],
]);

/** The name of the package that a module's path lies in; undefined for the project's own files. */
export function packageOf(modulePath: string): string | undefined {
  const parts = modulePath.split(/[\\/]/);
  const at = parts.lastIndexOf('node_modules');
  const [first, second] = at === -1 ? [] : parts.slice(at + 1);
  return first?.startsWith('@') ? `${first}/${second}` : first;
}

/** Why a module must not be shipped; undefined if it may be. */
export function whyForbidden(modulePath: string): string | undefined {
  if (modulePath.endsWith('.node')) {
    return 'native code runs on one platform only';
  }
  return FORBIDDEN_PACKAGES.get(packageOf(modulePath) ?? '');
}

/**
 * How a module got in: from the entry to the module, one importer a step, by the shortest way.
 *
 * @param importers Each module's direct importers.
 */
export function importChain(
  module: string,
  importers: ReadonlyMap<string, readonly string[]>,
): string[] {
  const nextTowards = new Map<string, string | undefined>([[module, undefined]]);
  for (const [current] of nextTowards) {
    const from = importers.get(current) ?? [];
    if (from.length === 0) {
      const chain = [current];
      for (let next = nextTowards.get(current); next !== undefined; next = nextTowards.get(next)) {
        chain.push(next);
      }
      return chain;
    }
    for (const importer of from) {
      if (!nextTowards.has(importer)) {
        nextTowards.set(importer, current);
      }
    }
  }
  return [module];
}
