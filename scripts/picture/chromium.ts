import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { mustRun } from '../../conformance/process.ts';

const WIDTH = 1012;
const PROGRAM = 'chromium';

/** Everything that Chromium would do besides showing a page is switched off. */
const OPTIONS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--hide-scrollbars',
];

/**
 * Takes a picture of a page, as high as the page is.
 * @param html the page; its script puts `height=` and the pixels into its title
 * @param path of the PNG
 * @param workDir for the page and Chromium's profile
 */
export async function takePicture(html: string, path: string, workDir: string): Promise<void> {
  const page = join(workDir, 'page.html');
  await writeFile(page, html);
  const options = [...OPTIONS, `--user-data-dir=${join(workDir, 'chromium')}`];
  const size = (height: number) => `--window-size=${WIDTH},${height}`;
  const dom = await mustRun(PROGRAM, [...options, size(600), '--dump-dom', `file://${page}`]);
  const height = Number(/<title>height=(\d+)<\/title>/.exec(dom)?.[1]);
  if (!(height > 0)) throw new Error('the page did not tell its height');
  await mustRun(PROGRAM, [...options, size(height), `--screenshot=${path}`, `file://${page}`]);
}
