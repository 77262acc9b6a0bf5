import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { exampleWorkflows } from '../../../scripts/examples.ts';
import { RepositoryFiles } from '../../../src/setup/repository.ts';
import { judgeWorkflows } from '../../../src/workflows/judge-workflows.ts';
import { readWorkflow } from '../../../src/workflows/read-workflow.ts';
import { PLACEHOLDER_ACTION } from '../../../src/workflows/release/release-settings.ts';

const EXAMPLES = resolve(import.meta.dirname, '../../../examples');
const NAMES = globSync('*/README.md', { cwd: EXAMPLES })
  .map((path) => path.replace(/[\\/].*$/, ''))
  .toSorted();

/** The publish action's placeholder, and those of the actions beside it. */
const PLACEHOLDERS = /OWNER\/pypi-trusted-publish(\/\w+)?@0{40}/g;

/** An example as it is once the reader did what its comment says. */
function findings(name: string, action: string) {
  const files = new RepositoryFiles(join(EXAMPLES, name));
  const read = (path: string) =>
    files.read(path)?.replace(PLACEHOLDERS, action.replace('@', '$1@'));
  const workflows = files.names('.github/workflows').map((file) => {
    const path = `.github/workflows/${file}`;
    return readWorkflow(path, read(path) ?? '', read);
  });
  return judgeWorkflows(workflows, new Set());
}

describe('examples', () => {
  test('are all listed', () => {
    const index = readFileSync(join(EXAMPLES, 'README.md'), 'utf8');
    expect(
      [...index.matchAll(/^\| \[([\w-]+)\]\(\1\) /gm)].map(([, name = '']) => name).toSorted(),
    ).toEqual(NAMES);
  });

  test.each(NAMES)('%s: doctor says that the action is a placeholder, and nothing else', (name) => {
    expect(new Set(findings(name, PLACEHOLDER_ACTION).findings.map(({ rule }) => rule))).toEqual(
      new Set(['placeholder-action']),
    );
    expect(findings(name, `acme/pypi-trusted-publish@${'1'.repeat(40)}`).findings).toEqual([]);
  });

  test('that init writes are as it writes them', () => {
    for (const [path, text] of exampleWorkflows()) {
      expect([path, readFileSync(join(EXAMPLES, path), 'utf8')]).toEqual([path, text]);
    }
  });

  test('have one set of pins', () => {
    const pins = new Map<string, Set<string>>();
    for (const path of globSync(['*/.github/workflows/*.yml', '*/*/action.yml'], {
      cwd: EXAMPLES,
    })) {
      const text = readFileSync(join(EXAMPLES, path), 'utf8');
      for (const [, action = '', pin = ''] of text.matchAll(
        /uses: ([\w-]+\/[\w-]+)@([0-9a-f]{40} # v\S+)/g,
      )) {
        pins.set(action, (pins.get(action) ?? new Set()).add(pin));
      }
    }
    expect([...pins].filter(([, each]) => each.size > 1)).toEqual([]);
    expect(pins.size).toBeGreaterThan(2);
  });
});
