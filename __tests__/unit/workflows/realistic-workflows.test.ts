import { globSync, readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { judgeWorkflows } from '../../../src/workflows/judge-workflows.ts';
import { WORKFLOW_RULES } from '../../../src/workflows/rules.ts';
import { readFixture } from './fixture.ts';

const FOLDER = resolve(import.meta.dirname, '../../fixtures/workflows');
const FILES = globSync('*.yml', { cwd: FOLDER }).toSorted();
const read = (name: string) => readFixture(readFileSync(resolve(FOLDER, name), 'utf8'));
const found = (name: string) =>
  judgeWorkflows(read(name).workflows, new Set())
    .findings.map(({ at, severity, rule }) => `${at.path}:${at.line} ${severity} ${rule}`)
    .toSorted();

describe('workflows as people write them', () => {
  test('there are many, good and bad', () => {
    expect(FILES.length).toBeGreaterThanOrEqual(30);
    expect(FILES.filter((name) => name.startsWith('good-')).length).toBeGreaterThan(10);
  });

  test.each(FILES)('%s', (name) => {
    const { expected } = read(name);
    expect(basename(name).startsWith('good-')).toBe(expected.length === 0);
    expect(found(name)).toEqual(expected);
  });

  test('every rule finds something in them', () => {
    const rules = new Set(
      FILES.flatMap((name) => read(name).expected).map((each) => each.split(' ')[2]),
    );
    expect(WORKFLOW_RULES.map(({ id }) => id).filter((id) => !rules.has(id))).toEqual([]);
  });
});
