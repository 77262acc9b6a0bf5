import { readdir, readFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { packageOf } from './forbidden-modules.ts';

interface Package {
  readonly folder: string;
  readonly name: string;
  readonly version: string;
  /** The `license` of its package.json: an SPDX expression. */
  readonly license: string;
}

/** Code of the bundler itself that it puts before a bundle, under its name for it. */
const BUNDLER_RUNTIME = '\0rolldown/runtime.js';

/**
 * The licences of every package with code in a bundle: name, version, expression and full text,
 * sorted by name and version.
 *
 * @param modules Paths of bundled files, as the bundler names them.
 * @throws {Error} when a package says nothing about its licence.
 */
export async function licenses(modules: Iterable<string>, root: string): Promise<string> {
  const folders = new Set<string>();
  for (const module of modules) {
    const folder =
      module === BUNDLER_RUNTIME ? join(root, 'node_modules', 'rolldown') : packageFolder(module);
    if (folder !== undefined) {
      folders.add(folder);
    }
  }
  const packages = await Promise.all([...folders].map(readPackage));
  packages.sort((a, b) => order(a.name, b.name) || order(a.version, b.version));
  const sections = await Promise.all(packages.map(section));
  return sections.join('\n');
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

async function readPackage(folder: string): Promise<Package> {
  const manifest: unknown = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  const { name, version, license } = manifest as Record<string, unknown>;
  if (typeof name !== 'string' || typeof version !== 'string' || typeof license !== 'string') {
    throw new Error(`${folder} does not say its name, version and licence`);
  }
  return { folder, name, version, license };
}

async function section({ folder, name, version, license }: Package): Promise<string> {
  const files = (await readdir(folder)).filter((file) => /^(licen[cs]e|notice)/i.test(file)).sort();
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
  const text = texts.map((one) => one.replaceAll('\r\n', '\n').trim()).join('\n\n');
  const title = `${name} ${version} (${license})`;
  return `${title}\n${'='.repeat(title.length)}\n\n${text || 'The package holds no text of its licence.'}\n`;
}

function order(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
