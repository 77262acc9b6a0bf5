import { describe, expect, test } from '@jest/globals';
import { actionReference } from '../../../src/workflows/action-reference.ts';
import { readYaml } from '../../../src/workflows/yaml/read-yaml.ts';

const read = (line: string) => actionReference(readYaml('w.yml', line).get('uses'));
const COMMIT = 'a1'.repeat(20);

describe('an action', () => {
  test.each([
    [
      'Actions/Checkout@v4',
      { repository: 'actions/checkout', path: '', ref: 'v4', isPinned: false, major: 4 },
    ],
    [
      'o/r/a/b@main',
      { repository: 'o/r', path: 'a/b', ref: 'main', isPinned: false, major: undefined },
    ],
    ['pypa/gh-action-pypi-publish@release/v1', { ref: 'release/v1', isPinned: false, major: 1 }],
    [`o/r@${COMMIT}`, { isPinned: true, major: undefined }],
    [`o/r@${COMMIT} # v8.0.1`, { isPinned: true, major: 8 }],
    [`o/r@${COMMIT} # tag=v2`, { isPinned: true, major: 2 }],
    [`o/r@${COMMIT.slice(0, 12)}`, { isPinned: false }],
    ['./.github/actions/x/', { kind: 'local', path: '.github/actions/x', isPinned: true }],
    ['$/.github/actions/x', { kind: 'local', path: '.github/actions/x', isPinned: true }],
    ['$/./x', { kind: 'local', path: 'x' }],
    ['./', { kind: 'local', path: '' }],
    ['docker://alpine:3', { kind: 'docker', isPinned: false }],
    [`docker://alpine@sha256:${'0'.repeat(64)}`, { kind: 'docker', isPinned: true }],
  ])('%s', (uses, expected) => {
    expect(read(`uses: ${uses}\n`)).toMatchObject(expected);
  });

  test('without a text is not valid', () => {
    expect([read('uses:\n'), read('uses: [a]\n'), read('x: y\n')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});
