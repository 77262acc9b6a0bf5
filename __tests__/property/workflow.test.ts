import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { judgeWorkflows } from '../../src/workflows/judge-workflows.ts';
import { readWorkflow } from '../../src/workflows/read-workflow.ts';
import { YamlDefect } from '../../src/workflows/yaml/yaml-node.ts';
import { tries } from './tries.ts';

const FOLDER = resolve(import.meta.dirname, '../fixtures/workflows');
const TEXTS = globSync('*.yml', { cwd: FOLDER })
  .toSorted()
  .map((name) => readFileSync(join(FOLDER, name), 'utf8').split('\n'));
const LINES = TEXTS.flat();

/** A workflow with lines taken out, repeated, exchanged for others', and indents changed. */
const spoilt = fc
  .tuple(
    fc.constantFrom(...TEXTS),
    fc.array(
      fc.record({
        at: fc.nat(100),
        remove: fc.nat(3),
        add: fc.array(fc.constantFrom(...LINES), { maxLength: 3 }),
        indent: fc.constantFrom('', '  ', '- ', '&a ', '*a '),
      }),
      { maxLength: 5 },
    ),
  )
  .map(([text, changes]) => {
    const lines = [...text];
    for (const { at, remove, add, indent } of changes) {
      lines.splice(at % lines.length, remove, ...add.map((line) => indent + line));
    }
    return lines.join('\n');
  });

test('whatever is done to a workflow, it is judged or refused, with places in it', () => {
  fc.assert(
    fc.property(spoilt, (text) => {
      try {
        const workflow = readWorkflow('w.yml', text, () => undefined);
        const { findings } = judgeWorkflows([workflow], new Set());
        for (const { at } of findings) {
          expect(at.line).toBeLessThanOrEqual(text.split('\n').length);
          expect(at.line).toBeGreaterThan(0);
        }
      } catch (cause) {
        expect(cause).toBeInstanceOf(YamlDefect);
      }
    }),
    tries(500),
  );
});
