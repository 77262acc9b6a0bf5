import { createHash } from 'node:crypto';
import { cp, mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { COMBINATIONS, type Combination } from '../../conformance/drop-in/combinations.ts';
import { publish } from '../../sandbox/run.ts';
import { openSandbox } from '../open-sandbox.ts';
import { annotations } from './outcome.ts';
import { PROJECT, publishBuilt, sdist, wheel, write } from './release.ts';

const sandbox = await openSandbox();
let version = 0;

/** The inputs of a combination, for the index of the sandbox. */
function inputsOf({ inputs, hasToken }: Combination): Record<string, string> {
  const url = sandbox.index.uploadUrl;
  const aimed = Object.entries(inputs).map(([name, value]) =>
    /^repository[-_]url$/.test(name) ? [name, url] : [name, value],
  );
  const token = hasToken ? { password: sandbox.index.addApiToken(PROJECT) } : {};
  return { ...Object.fromEntries(aimed), ...token };
}

async function run(combination: Combination) {
  const release = `${++version}.0`;
  const files = [wheel({ version: release }), await sdist({ version: release })];
  if (combination.before !== undefined) {
    const content = combination.before === 'other bytes' ? { content: 'b = 2\n' } : {};
    await publishBuilt(sandbox, [await sdist({ version: release, ...content })], {
      inputs: { attestations: 'false' },
    });
  }
  const workspace = await mkdtemp(join(sandbox.directory, 'drop-in-'));
  const folder = join(workspace, combination.folder ?? 'dist');
  await mkdir(folder, { recursive: true });
  for (const path of await write(sandbox, files)) await cp(path, join(folder, basename(path)));
  if (combination.stray) await writeFile(join(folder, 'README.md'), '# Read me\n');
  const ended = await publish(sandbox, {
    inputs: inputsOf(combination),
    env: { GITHUB_WORKSPACE: workspace },
  });
  const hashes = new Set(
    files.map(({ bytes }) => createHash('sha256').update(bytes).digest('hex')),
  );
  const own = sandbox.index.files.filter(({ sha256 }) => hashes.has(sha256));
  return { ended, own };
}

describe('inputs that workflows give gh-action-pypi-publish', () => {
  test.each(COMBINATIONS.map((combination) => [combination.name, combination] as const))(
    '%s',
    async (_, combination) => {
      const { ended, own } = await run(combination);
      const wanted = combination.ours ?? combination.theirs;
      expect({
        ok: ended.exitCode === 0,
        files: own.length,
        attested: own.filter(({ attestations }) => attestations.length > 0).length,
      }).toEqual(wanted);
      expect(ended.stderr).toBe('');
    },
  );

  test('skip-existing says loudly what it passes over', async () => {
    const combination = COMBINATIONS.find(
      ({ name }) => name === 'skip-existing, other bytes there',
    );
    if (!combination) throw new TypeError('the combination is gone');
    const { ended } = await run(combination);
    expect(annotations(ended, 'warning').join()).toContain('`skip-existing` is true');
  });
});
