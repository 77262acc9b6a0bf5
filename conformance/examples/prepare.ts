import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import { ACTION_PINS, pinned } from '../../src/workflows/release/action-pins.ts';
import { PLACEHOLDER_ACTION } from '../../src/workflows/release/release-settings.ts';
import { mustRun } from '../process.ts';
import { documentedYaml, lintable } from '../workflows/documented.ts';
import type { ExampleRun } from './example-runs.ts';

const ROOT = resolve(import.meta.dirname, '..', '..');
const PYPI = 'https://upload.pypi.org/legacy/';
const TEST_PYPI = 'https://test.pypi.org/legacy/';

/**
 * An action.yml that asks the sandbox where its own defaults are the public services.
 * @param defaults what inputs that have no other default, or PyPI's, are given
 */
function pointedAt(manifest: string, defaults: Readonly<Record<string, string>>): string {
  let text = manifest.replace(/^ {4}default: https:\/\/upload\.pypi\.org.*\n/m, '');
  for (const [input, value] of Object.entries(defaults)) {
    text = text.replace(`\n  ${input}:\n`, `\n  ${input}:\n    default: ${value}\n`);
    // An action that is not pointed at the sandbox would ask PyPI.
    if (!text.includes(`default: ${value}\n`)) {
      throw new Error(`an action.yml could not be pointed at the sandbox with ${input}`);
    }
  }
  return text;
}

/** The actions of the examples, by what `uses:` says of them. */
export async function standIns(
  workDir: string,
  sandbox: Sandbox,
): Promise<ReadonlyMap<string, string>> {
  const own = join(workDir, 'publish-action');
  await mkdir(own, { recursive: true });
  await cp(join(ROOT, 'dist'), join(own, 'dist'), { recursive: true });
  await cp(join(ROOT, 'package.json'), join(own, 'package.json'));
  const trust = { 'sigstore-trust-config': sandbox.trustConfigPath };
  for (const [path, defaults] of [
    ['action.yml', { 'repository-url': sandbox.index.uploadUrl, ...trust }],
    ['verify/action.yml', { 'index-url': sandbox.index.simpleUrl, ...trust }],
  ] as const) {
    await mkdir(dirname(join(own, path)), { recursive: true });
    await writeFile(join(own, path), pointedAt(await readFile(join(ROOT, path), 'utf8'), defaults));
  }
  const folder = join(import.meta.dirname, 'stand-ins');
  const { 'upload-artifact': upload, 'download-artifact': download } = ACTION_PINS;
  return new Map([
    [PLACEHOLDER_ACTION, own],
    ...[upload, download].map(
      ({ repository, commit }) =>
        [`${repository}@${commit}`, join(folder, repository.replace('actions/', ''))] as const,
    ),
  ]);
}

/**
 * A git repository with an example in it. Its workflows are the example's, but for the URLs of
 * indexes, and `$/`, which act does not know: there a checkout comes first.
 */
export async function prepareExample(
  { example, workflow, document }: Pick<ExampleRun, 'example' | 'workflow' | 'document'>,
  repository: string,
  sandbox: Sandbox,
): Promise<void> {
  await rm(repository, { recursive: true, force: true });
  await cp(join(ROOT, 'examples', example), repository, { recursive: true });
  if (document !== undefined) {
    await writeFile(join(repository, workflow), await documentedRelease(document));
  }
  for (const path of await readdir(repository, { recursive: true })) {
    if (!path.endsWith('.yml')) continue;
    const text = (await readFile(join(repository, path), 'utf8'))
      .replaceAll(TEST_PYPI, sandbox.index.uploadUrl)
      .replaceAll(PYPI, sandbox.index.uploadUrl)
      .replace(/^( +)- uses: \$\//gm, `$1- uses: ${pinned(ACTION_PINS.checkout)}\n$1- uses: ./`)
      .replaceAll('uses: $/', 'uses: ./');
    if (text.includes('pypi.org')) throw new Error(`${path} names a real index`);
    await writeFile(join(repository, path), text);
  }
  const git = (...args: string[]) => mustRun('git', args, { cwd: repository });
  await git('init', '--quiet', '--initial-branch=main');
  await git('add', '--all', '--force');
  const author = ['-c', 'user.name=octocat', '-c', 'user.email=octocat@example.invalid'];
  await git(...author, '-c', 'commit.gpgsign=false', 'commit', '--quiet', '--message=Release');
  await git('remote', 'add', 'origin', 'https://github.com/acme/widget');
}

/** The first whole workflow of a document, with the commit that nobody can know. */
async function documentedRelease(document: string): Promise<string> {
  const blocks = documentedYaml(await readFile(join(ROOT, document), 'utf8'));
  const text = blocks.map(lintable).find((each) => each?.includes('\njobs:\n'));
  if (text === undefined) throw new Error(`${document} shows no workflow`);
  return text;
}
