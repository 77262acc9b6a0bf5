import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { mustRun } from '../process.ts';
import type { IndexServer } from './index-server.ts';
import type { Release } from './releases.ts';

const LINK = /<a [^>]*href="([^"]+)"[^>]*>([^<]+)<\/a>/g;

/**
 * Downloads a release from an index.
 *
 * @throws {Error} naming a file that is not there, or not byte for byte what was uploaded.
 */
export async function compareStored(
  { indexUrl, credentials }: IndexServer,
  project: string,
  release: Release,
): Promise<void> {
  const basic = Buffer.from(`${credentials.user}:${credentials.password}`).toString('base64');
  const headers = { authorization: `Basic ${basic}`, accept: 'text/html' };
  const page = `${indexUrl}${project}/`;
  const html = await (await fetch(page, { headers })).text();
  const links = new Map(
    [...html.matchAll(LINK)].map(([, href = '', name = '']) => [name, new URL(href, page).href]),
  );
  for (const path of release) {
    const link = links.get(basename(path));
    if (link === undefined) throw new Error(`${basename(path)} is not on ${page}`);
    const stored = Buffer.from(await (await fetch(link, { headers })).arrayBuffer());
    if (!stored.equals(await readFile(path))) throw new Error(`${link} has other bytes`);
  }
}

/**
 * Installs a version from an index with pip, into a folder of its own.
 *
 * @returns The files that are in it.
 */
export async function install(
  python: string,
  { indexUrl }: IndexServer,
  requirement: string,
  folder: string,
): Promise<string> {
  await mustRun(python, [
    ...['-m', 'pip', 'install', '--quiet', '--isolated', '--no-deps', '--no-cache-dir'],
    ...['--disable-pip-version-check', '--only-binary=:all:'],
    ...['--index-url', indexUrl, '--target', folder, requirement],
  ]);
  return readFile(join(folder, 'sample_project.py'), 'utf8');
}
