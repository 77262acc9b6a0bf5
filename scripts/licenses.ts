import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type BundledPackage, bundledPackages } from './bundled-packages.ts';

/**
 * The licences of every package with code in a bundle: name, version, expression and full text,
 * sorted by name and version.
 *
 * @param modules Paths of bundled files, as the bundler names them.
 * @throws {Error} when a package says nothing about its licence.
 */
export async function licenses(modules: Iterable<string>, root: string): Promise<string> {
  const sections = await Promise.all((await bundledPackages(modules, root)).map(section));
  return sections.join('\n');
}

async function section({ folder, name, version, license }: BundledPackage): Promise<string> {
  const files = (await readdir(folder)).filter((file) => /^(licen[cs]e|notice)/i.test(file)).sort();
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
  const text = texts.map((one) => one.replaceAll('\r\n', '\n').trim()).join('\n\n');
  const title = `${name} ${version} (${license})`;
  return `${title}\n${'='.repeat(title.length)}\n\n${text || 'The package holds no text of its licence.'}\n`;
}
