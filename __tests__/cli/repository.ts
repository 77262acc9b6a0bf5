import { mkdir, mkdtemp, realpath, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export const PYPROJECT = `[project]
name = "Spam.Eggs"
version = "1.0"
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"
`;

/** A repository with files of these contents; `origin` is what its git calls so. */
export async function makeRepository(
  files: Readonly<Record<string, string>>,
  origin = 'git@github.com:acme/widget.git',
): Promise<string> {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'repository-')));
  const config = `[remote "origin"]\n\turl = ${origin}\n`;
  for (const [path, text] of Object.entries({ '.git/config': config, ...files })) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  return root;
}
