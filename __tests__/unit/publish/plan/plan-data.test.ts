import { expect, test } from '@jest/globals';
import { planData, planRelease } from '../../../../src/publish/plan/plan.ts';
import type { ProjectState } from '../../../../src/pypi/simple/project-state.ts';
import { makeDistribution } from '../../distributions.ts';

const FILES = [
  'widget-1.0-cp310-cp310-win_amd64.whl',
  'widget-1.0-cp311-cp311-win_amd64.whl',
  'widget-1.0-cp312-cp312-win_amd64.whl',
  'widget-1.0.tar.gz',
].map((name) => makeDistribution(name));

const sameBytes = { sha256: 'ab'.repeat(32) };

test('a plan as data: what will happen to each file, when, and why', () => {
  const page = {
    meta: { 'api-version': '1.4' },
    name: 'widget',
    versions: ['1.0'],
    files: [
      { filename: FILES[0]?.filename ?? '', url: 'x', hashes: sameBytes, provenance: 'https://x' },
      { filename: FILES[1]?.filename ?? '', url: 'x', hashes: { sha256: 'cd'.repeat(32) } },
    ],
  };
  const states = new Map<string, ProjectState>([['widget', { kind: 'exists', page }]]);
  const actions = (keeps: boolean) => planData(planRelease(FILES, states), keeps);
  expect(actions(false)).toEqual([
    {
      project: 'widget',
      version: '1.0',
      new: false,
      files: [
        {
          name: FILES[0]?.filename,
          action: 'none',
          turn: null,
          why: 'the same bytes were there already, attested',
        },
        {
          name: FILES[1]?.filename,
          action: 'stop',
          turn: null,
          why: `the index has other bytes (SHA-256 ${'cd'.repeat(32)})`,
        },
        { name: FILES[2]?.filename, action: 'upload', turn: 'together', why: 'new' },
        {
          name: FILES[3]?.filename,
          action: 'upload',
          turn: 'last',
          why: 'new; after the wheels of its version',
        },
      ],
    },
  ]);
  expect(JSON.stringify(actions(true))).toContain('"keep"');
});

test('the first of a new version goes alone', () => {
  const [release] = planData(planRelease(FILES, new Map()), false);
  expect(release).toMatchObject({
    new: true,
    files: [
      { turn: 'alone', why: 'new; goes first, as the most likely to be refused' },
      { turn: 'together' },
      { turn: 'together' },
      { turn: 'last' },
    ],
  });
});
