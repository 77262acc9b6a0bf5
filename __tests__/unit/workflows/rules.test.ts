import { describe, expect, test } from '@jest/globals';
import { judgeWorkflows } from '../../../src/workflows/judge-workflows.ts';
import { expression } from '../../../src/workflows/release/build-jobs.ts';
import { WORKFLOW_RULES } from '../../../src/workflows/rules.ts';
import { readFixture } from './fixture.ts';

const COMMIT = '0123456789012345678901234567890123456789';

/** A workflow about which there is nothing to say. */
const GOOD = `name: release
on:
  push:
    tags: ["v*"]
permissions: {}
jobs:
  build:
    runs-on: ubuntu-latest
    permissions:
      contents: read
    steps:
      - uses: actions/checkout@${COMMIT} # v7.0.1
        with:
          persist-credentials: false
      - run: pipx run build
      - uses: actions/upload-artifact@${COMMIT} # v7.0.1
        with:
          name: dist
          path: dist/
  publish:
    needs: build
    runs-on: ubuntu-latest
    environment: pypi
    permissions:
      id-token: write
    steps:
      - uses: actions/download-artifact@${COMMIT} # v8.0.1
        with:
          name: dist
          path: dist/
      - uses: acme/pypi-trusted-publish@${COMMIT}
`;

const PUBLISH = `      - uses: acme/pypi-trusted-publish@${COMMIT}\n`;
const UPLOAD = `      - uses: actions/upload-artifact@${COMMIT} # v7.0.1\n`;
const TRIGGER = 'on:\n  push:\n    tags: ["v*"]\n';
const MATRIX = '    strategy: {matrix: {os: [a, b]}}\n';
const NEEDS = '    needs: build\n';
const STEP = (step: string) => [PUBLISH, `${step}\n${PUBLISH}`] as const;

/** One change for the worse each: what is replaced, by what, and the one rule that says so. */
const WORSE: readonly (readonly [rule: string, change: readonly [from: string, to: string]])[] = [
  ['no-id-token', ['      id-token: write\n', '      contents: read\n']],
  ['no-id-token', ['      id-token: write\n', '      id-token: read\n']],
  ['no-id-token', ['    permissions:\n      id-token: write\n', '    permissions: read-all\n']],
  ['reusable-workflow', [TRIGGER, 'on: workflow_call\n']],
  ['reusable-workflow', [TRIGGER, 'on: [workflow_dispatch, workflow_call]\n']],
  ['pull-request-target', [TRIGGER, 'on: pull_request_target\n']],
  ['pull-request', [TRIGGER, 'on: [workflow_dispatch, pull_request]\n']],
  ['never-publishes', [NEEDS, `${NEEDS}    if: github.event_name == 'release'\n`]],
  ['never-publishes', [NEEDS, `${NEEDS}    if: github.ref == 'refs/heads/main'\n`]],
  [
    'placeholder-action',
    [`acme/pypi-trusted-publish@${COMMIT}`, 'OWNER/pypi-trusted-publish@COMMIT'],
  ],
  [
    'linux-only-action',
    [
      `runs-on: ubuntu-latest\n    environment: pypi`,
      `runs-on: windows-2025\n    environment: pypi`,
    ],
  ],
  ['artifact-version', ['# v8.0.1', '# v3.1.0']],
  ['artifact-name-clash', ['  build:\n', `  build:\n${MATRIX}`]],
  [
    'missing-artifact',
    ['          name: dist\n          path: dist/\n  publish', '          path: dist/\n  publish'],
  ],
  ['missing-artifact', [NEEDS, '']],
  [
    'nested-artifacts',
    [`# v8.0.1\n        with:\n          name: dist\n`, '# v4.3.0\n        with:\n'],
  ],
  ['attestations-permission', STEP(`      - uses: actions/attest@${COMMIT}`)],
  ['no-environment', ['    environment: pypi\n', '']],
  [
    'broad-permissions',
    ['    permissions:\n      id-token: write\n', '    permissions: write-all\n'],
  ],
  ['build-in-publish-job', STEP('      - run: python3 -m build --wheel')],
  ['build-in-publish-job', STEP('      - run: cd lib && uv build')],
  ['cache-in-publish-job', STEP(`      - uses: astral-sh/setup-uv@${COMMIT}`)],
  ['cache-in-publish-job', STEP(`      - uses: actions/cache/restore@${COMMIT}`)],
  ['long-lived-token', [PUBLISH, `${PUBLISH}        with: {password: "\${{ secrets.TOKEN }}"}\n`]],
  [
    'long-lived-token',
    [
      '      - run: pipx run build\n',
      `      - run: pipx run build\n        env: {X: "${expression('secrets.test_pypi_token')}"}\n`,
    ],
  ],
  ['unpinned-action', [`acme/pypi-trusted-publish@${COMMIT}`, 'acme/pypi-trusted-publish@v1']],
  ['unpinned-action', [`actions/checkout@${COMMIT}`, 'actions/checkout@v7']],
  ['checkout-credentials', ['        with:\n          persist-credentials: false\n', '']],
  ['untrusted-trigger', [TRIGGER, 'on:\n  workflow_run:\n    workflows: [ci]\n']],
  [
    'script-injection',
    ['pipx run build', `echo ${expression('github.event.head_commit.message')}`],
  ],
  [
    'self-hosted-runner',
    [
      'runs-on: ubuntu-latest\n    environment',
      'runs-on: {group: own, labels: [self-hosted]}\n    environment',
    ],
  ],
  ['matrix-publish', [NEEDS, NEEDS + MATRIX]],
  ['published-twice', [TRIGGER, `${TRIGGER}  release: {types: [published]}\n`]],
  ['release-types', [TRIGGER, 'on: release\n']],
  ['release-types', [TRIGGER, 'on: {release: {types: [created, published]}}\n']],
  ['every-push', [TRIGGER, 'on:\n  push:\n    branches: [main]\n']],
  ['no-attestations', [PUBLISH, '      - run: uv publish\n']],
  ['checkout-without-contents', ['      contents: read\n', '      packages: read\n']],
];

/** Changes that look like those above and are right. */
const JUST_AS_GOOD: readonly (readonly [from: string, to: string])[] = [
  [TRIGGER, 'on: {release: {types: [released, prereleased]}}\n'],
  [
    NEEDS,
    `${NEEDS}    if: github.event_name == 'push' && !startsWith(github.ref, 'refs/heads/')\n`,
  ],
  [NEEDS, `${NEEDS}    if: \${{ always() && needs.build.result == 'success' }}\n`],
  [
    '    permissions:\n      id-token: write\n',
    '    permissions: {id-token: write, contents: none}\n',
  ],
  [
    '          name: dist\n          path: dist/\n      - uses: acme',
    '          path: dist/\n          merge-multiple: true\n      - uses: acme',
  ],
  [
    `      - uses: actions/download-artifact@${COMMIT} # v8.0.1\n        with:\n          name: dist\n`,
    `      - uses: actions/download-artifact@${COMMIT} # v8.0.1\n        with:\n`,
  ],
  STEP(`      - uses: astral-sh/setup-uv@${COMMIT}\n        with: {enable-cache: false}`),
  STEP(`      - uses: actions/setup-python@${COMMIT}`),
  STEP('      - run: echo "twine upload and python -m build are words here"'),
  STEP('      - run: ls -l dist # python -m build'),
  [PUBLISH, `${PUBLISH}        with: {password: trusted-publishing}\n`],
  [PUBLISH, `      - run: uv publish --dry-run\n${PUBLISH}`],
  [
    PUBLISH,
    `      - uses: acme/pypi-trusted-publish/attest@${COMMIT}\n      - run: uv publish dist/*\n`,
  ],
  [TRIGGER, 'on:\n  push:\n    tags: ["v*"]\n    branches-ignore: ["**"]\n'],
  [UPLOAD, `${UPLOAD.trimEnd()}\n        if: success()\n`],
  ['pipx run build', `echo "${expression('github.run_id')}"`],
];

const ids = (text: string) => [
  ...new Set(
    judgeWorkflows(readFixture(text).workflows, new Set()).findings.map(({ rule }) => rule),
  ),
];

function changed(from: string, to: string): string {
  expect(GOOD).toContain(from);
  return GOOD.replace(from, () => to);
}

describe('a workflow that is right', () => {
  test('has no finding', () => expect(ids(GOOD)).toEqual([]));

  test.each(JUST_AS_GOOD)('nor with %j as %j', (from, to) => {
    expect(ids(changed(from, to))).toEqual([]);
  });
});

describe('one change for the worse', () => {
  test.each(WORSE)('%s: %j', (rule, [from, to]) => {
    const text = changed(from, to);
    // The Docker action is the other one.
    const used =
      rule === 'linux-only-action'
        ? text.replace('acme/pypi-trusted-publish', 'pypa/gh-action-pypi-publish')
        : text;
    expect(ids(used)).toEqual([rule]);
  });

  test('is there for every rule', () => {
    const tried = new Set(WORSE.map(([rule]) => rule));
    expect(new Set(WORKFLOW_RULES.map(({ id }) => id))).toEqual(tried);
  });

  test('is not said where the rule is left out', () => {
    const { workflows } = readFixture(changed('    environment: pypi\n', ''));
    expect(judgeWorkflows(workflows, new Set(['no-environment'])).findings).toEqual([]);
  });
});
