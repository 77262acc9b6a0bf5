// npm run build [-- FOLDER]: bundles every entry into FOLDER (dist/ unless given).
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { bundle } from './bundle.ts';
import { licenses } from './licenses.ts';
import { type ShippedBundle, sbom } from './sbom.ts';

/** What is shipped: one source file, one bundle. */
export const ENTRIES: readonly { readonly source: string; readonly output: string }[] = [
  { source: 'src/publish.ts', output: 'index.js' },
  { source: 'src/attest.ts', output: 'attest.js' },
  { source: 'src/verify.ts', output: 'verify.js' },
  { source: 'src/cli.ts', output: 'cli.js' },
];

const ROOT = resolve(import.meta.dirname, '..');

/**
 * Writes every bundle, and the licences and the bill of materials of what is in them, into `folder`.
 *
 * @returns The names of the files written, with their sizes in bytes.
 */
export async function build(folder: string): Promise<ReadonlyMap<string, number>> {
  const files = new Map<string, string>();
  const bundles: ShippedBundle[] = [];
  for (const { source, output } of ENTRIES) {
    const made = await bundle(source, ROOT);
    files.set(output, made.code);
    bundles.push({ output, ...made });
  }
  const modules = bundles.flatMap((made) => made.modules);
  files.set('licenses.txt', await licenses(modules, ROOT));
  files.set('sbom.cdx.json', await sbom(bundles, ROOT));
  await mkdir(folder, { recursive: true });
  const sizes = new Map<string, number>();
  for (const [name, text] of files) {
    await writeFile(join(folder, name), text);
    if (text.startsWith('#!')) await chmod(join(folder, name), 0o755);
    sizes.set(name, Buffer.byteLength(text));
  }
  return sizes;
}

if (import.meta.main) {
  const folder = resolve(process.argv[2] ?? join(ROOT, 'dist'));
  for (const [name, size] of await build(folder)) {
    console.log(`${join(folder, name)}  ${(size / 1024).toFixed(0)} KiB`);
  }
}
