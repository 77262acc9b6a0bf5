// npm run picture: pictures of job summaries, for the documentation.
//
// Runs dist/index.js in a network of its own, where PyPI's and Sigstore's names lead to the sandbox,
// turns the summaries into HTML with GitHub's own Markdown library (cmark-gfm), and has Chromium take
// pictures of them. Needs Linux, Python 3.11 or newer and Chromium (Debian: apt-get install chromium).
import { mkdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { FOLDER } from '../../conformance/install.ts';
import { runInNamespace } from '../../conformance/real-sigstore/namespace.ts';
import { installPython } from '../../conformance/tools/python.ts';

/** What the part inside the namespace is told. */
export interface PictureInput {
  /** A folder for what is made on the way. */
  readonly workDir: string;
  /** Where the pictures go. */
  readonly pictures: string;
  /** A Python interpreter with cmarkgfm. */
  readonly python: string;
}

const PYTHON = {
  name: 'venv-picture',
  requirements: resolve(import.meta.dirname, 'requirements.txt'),
};

const workDir = join(FOLDER, 'work', 'picture');
await rm(workDir, { recursive: true, force: true });
await mkdir(workDir, { recursive: true });
const python = await installPython(PYTHON);
const pictures = resolve(import.meta.dirname, '../../docs/pictures');
await mkdir(pictures, { recursive: true });
const input: PictureInput = { workDir, pictures, python };
let failed = false;
await runInNamespace(join(import.meta.dirname, 'inside.ts'), input, workDir, async (name, work) => {
  try {
    await work();
    console.log(`docs/pictures/${name}`);
  } catch (error) {
    failed = true;
    console.error(`${name}: ${error instanceof Error ? error.message : String(error)}`);
  }
});
process.exitCode = failed ? 1 : 0;
