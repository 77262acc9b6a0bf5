import { readFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { packageOf } from './forbidden-modules.ts';

/** A package with code in a bundle. */
export interface BundledPackage {
  readonly folder: string;
  readonly name: string;
  readonly version: string;
  /** The `license` of its package.json: an SPDX expression. */
  readonly license: string;
}

/** Code of the bundler itself that it puts before a bundle, under its name for it. */
const BUNDLER_RUNTIME = '\0rolldown/runtime.js';

/**
 * Every package with code among `modules`, sorted by name and version.
 *
 * @param modules Paths of bundled files, as the bundler names them.
 * @throws {Error} when a package does not say its name, version and licence.
 */
export async function bundledPackages(
  modules: Iterable<string>,
  root: string,
): Promise<BundledPackage[]> {
  const folders = new Set<string>();
  for (const module of modules) {
    const folder =
      module === BUNDLER_RUNTIME ? join(root, 'node_modules', 'rolldown') : packageFolder(module);
    if (folder !== undefined) {
      folders.add(folder);
    }
  }
  const packages = await Promise.all([...folders].map(readPackage));
  return packages.sort((a, b) => order(a.name, b.name) || order(a.version, b.version));
}

function packageFolder(module: string): string | undefined {
  const name = packageOf(module);
  if (name === undefined) {
    return undefined;
  }
  const marker = `${sep}node_modules${sep}`;
  const at = module.lastIndexOf(marker) + marker.length;
  return module.slice(0, at) + name.replace('/', sep);
}

async function readPackage(folder: string): Promise<BundledPackage> {
  const manifest: unknown = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  const { name, version, license } = manifest as Record<string, unknown>;
  if (typeof name !== 'string' || typeof version !== 'string' || typeof license !== 'string') {
    throw new Error(`${folder} does not say its name, version and licence`);
  }
  return { folder, name, version, license };
}

function order(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
