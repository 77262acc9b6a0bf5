import { describe, expect, test } from '@jest/globals';
import { commandPublishers } from '../../../src/workflows/publications.ts';
import { expression } from '../../../src/workflows/release/build-jobs.ts';
import { shellCommands } from '../../../src/workflows/shell-commands.ts';
import type { WorkflowStep } from '../../../src/workflows/workflow.ts';
import { readYaml } from '../../../src/workflows/yaml/read-yaml.ts';

function publishers(script: string, env: Readonly<Record<string, string>> = {}) {
  const step = readYaml('w.yml', JSON.stringify({ run: script, env }));
  const variables = new Map(step.get('env')?.entries.map(({ key, value }) => [key, value]));
  const parts = {
    id: undefined,
    name: undefined,
    condition: undefined,
    uses: undefined,
    inner: [],
  };
  const read: WorkflowStep = {
    ...parts,
    at: step.at,
    run: step.get('run'),
    inputs: new Map(),
    env: variables,
  };
  return commandPublishers(read, []).map(({ tool, index, authentication, files }) => ({
    tool,
    index,
    authentication,
    files,
  }));
}

describe('commands', () => {
  test('end at line ends and operators, and go on behind a backslash', () => {
    const script =
      'set -e\nuv build && uv publish \\\n  --index test # now\n# uv publish\necho "a && b"';
    expect(shellCommands(script)).toEqual([
      { words: ['set', '-e'], line: 0 },
      { words: ['uv', 'build'], line: 1 },
      { words: ['uv', 'publish', '--index', 'test'], line: 1 },
      { words: ['echo', '"a'], line: 4 },
      { words: ['b"'], line: 4 },
    ]);
  });
});

describe('uploads', () => {
  test.each([
    ['uv publish', 'uv publish', 'pypi', 'trusted-publishing'],
    ['uvx uv publish --index testpypi', 'uv publish', 'testpypi', 'trusted-publishing'],
    [
      'uv publish --publish-url https://test.pypi.org/legacy/',
      'uv publish',
      'testpypi',
      'trusted-publishing',
    ],
    [
      'uv publish --publish-url=https://pypi.example.org/',
      'uv publish',
      'other',
      'trusted-publishing',
    ],
    ['uv publish --token "$TOKEN"', 'uv publish', 'pypi', 'token'],
    ['uv publish --trusted-publishing never', 'uv publish', 'pypi', 'unknown'],
    [
      'python3 -m twine upload -r testpypi dist/*',
      'twine upload',
      'testpypi',
      'trusted-publishing',
    ],
    ['pipx run twine upload dist/*', 'twine upload', 'pypi', 'trusted-publishing'],
    ['TWINE_PASSWORD=x /opt/bin/twine upload dist/*', 'twine upload', 'pypi', 'token'],
    ['twine upload --config-file .pypirc dist/*', 'twine upload', 'pypi', 'unknown'],
    ['poetry publish -r internal', 'poetry publish', 'other', 'unknown'],
    ['hatch publish', 'hatch publish', 'pypi', 'unknown'],
    ['pdm publish --no-build', 'pdm publish', 'pypi', 'trusted-publishing'],
    [
      `uv publish --publish-url ${expression('inputs.url')}`,
      'uv publish',
      'unknown',
      'trusted-publishing',
    ],
    ['pypi-trusted-publish publish', 'pypi-trusted-publish publish', 'pypi', 'trusted-publishing'],
  ])('%s', (script, tool, index, authentication) => {
    expect(publishers(script)).toEqual([expect.objectContaining({ tool, index, authentication })]);
  });

  test('variables tell of tokens and indexes', () => {
    expect(
      publishers('twine upload x.whl', { TWINE_PASSWORD: 'x', TWINE_REPOSITORY: 'testpypi' }),
    ).toEqual([
      { tool: 'twine upload', index: 'testpypi', authentication: 'token', files: ['x.whl'] },
    ]);
  });

  test.each([
    'uv publish --dry-run',
    'twine check dist/*',
    'echo twine upload',
    'pip install twine',
    'uv sync',
    'npm publish',
    'git commit -m "uv publish"',
  ])('and none is %s', (script) => {
    expect(publishers(script)).toEqual([]);
  });
});
