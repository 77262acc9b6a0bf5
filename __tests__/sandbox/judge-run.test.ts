import { beforeAll, describe, expect, test } from '@jest/globals';
import { findSecrets, markSecrets, type SecretMark } from '../../sandbox/find-secrets.ts';
import { judgeRun, type ReleaseFile, releaseFile } from '../../sandbox/judge-run.ts';
import type { PublishRun } from '../../sandbox/publish-run.ts';
import { publish } from '../../sandbox/run.ts';
import { writeSampleDistributions } from '../../sandbox/sample/distributions.ts';
import { openSandbox } from '../open-sandbox.ts';

const sandbox = await openSandbox();
let since: SecretMark;
let run: PublishRun;
let release: ReleaseFile[];

beforeAll(async () => {
  since = markSecrets(sandbox);
  const paths = await writeSampleDistributions(sandbox.directory);
  release = await Promise.all(paths.map(releaseFile));
  run = await publish(sandbox, { files: paths });
});

const WHEEL = 'sample_project-1.0.0-py3-none-any.whl';

/** What is wrong with this run, had it said something else. */
const judged = (change: Partial<PublishRun>, files = release) =>
  judgeRun(sandbox, { ...run, ...change }, files);

/** The outputs with other statuses, and counts that go with them. */
function outputsWith(status: string): Pick<PublishRun, 'outputs'> {
  const files = JSON.parse(run.outputs['files'] ?? '') as object[];
  const changed = files.map((file) => ({ ...file, status }));
  const count = (...meant: string[]) => (meant.includes(status) ? '2' : '0');
  return {
    outputs: {
      ...run.outputs,
      files: JSON.stringify(changed),
      'uploaded-count': count('uploaded'),
      'skipped-count': count('identical', 'kept'),
      'failed-count': count('failed'),
    },
  };
}

describe('a run that told the truth', () => {
  test('has nothing against it', async () => {
    expect(await judged({})).toEqual([]);
    expect(await findSecrets(sandbox, run, since)).toEqual([]);
  });
});

describe('a run is caught that', () => {
  test.each<[string, Partial<PublishRun>, RegExp]>([
    ['was ended by a signal', { exitCode: null }, /^exit code null$/],
    ['is red without an error', { exitCode: 1 }, /^exit code 1 and the log disagree$/],
    ['wrote to standard error', { stderr: 'Warning: x' }, /^standard error: Warning: x$/],
    ['has a red summary', { summary: '## Publishing to x failed\n' }, /summary disagree$/],
    ['leaves a file out of its summary', { summary: '## Published\n' }, /"" in the summary$/],
    [
      'shows where it broke',
      { stdout: 'TypeError: x\n    at f (file:///a/dist/index.js:1:2)\n' },
      /^a stack trace/,
    ],
  ])('%s', async (_, change, problem) => {
    expect(await judged(change)).toContainEqual(expect.stringMatching(problem));
  });

  test('says that a file failed which is there', async () => {
    const problems = await judged(outputsWith('failed'));
    expect(problems).toContain(`${WHEEL}: failed is said, and the index has ours`);
    expect(problems).toContain(`${WHEEL}: failed in the outputs, "uploaded" in the summary`);
  });

  test('says that it did not try a file which it uploaded', async () => {
    const outputs = outputsWith('not-tried');
    const problem = `${WHEEL}: not-tried is said, and the index has ours`;
    expect(await judged(outputs)).toContain(problem);
    const before = new Set([WHEEL]);
    expect(await judgeRun(sandbox, { ...run, ...outputs }, release, { before })).not.toContain(
      problem,
    );
  });

  test('says that the index has other bytes than it has', async () => {
    const problems = await judged(outputsWith('kept'));
    expect(problems).toContain(`${WHEEL}: kept is said, and the index has ours`);
  });

  test('counts wrong', async () => {
    const outputs = { ...run.outputs, 'uploaded-count': '1' };
    expect(await judged({ outputs })).toEqual(['the output uploaded-count is 1, not 2']);
  });

  test('is green and leaves a file out', async () => {
    const missing = { filename: 'sample_project-1.0.0-py2-none-any.whl', sha256: 'ab' };
    const problems = await judged({}, [...release, missing]);
    expect(problems).toEqual([`${missing.filename} is in no report of a green run`]);
  });

  test('is green with other bytes', async () => {
    const problems = await judged(
      {},
      release.map((file) => ({ ...file, sha256: 'ab' })),
    );
    expect(problems).toContain(`green, and ${WHEEL} is on the index with other bytes`);
  });

  test('says nothing of an attestation that is not there', async () => {
    const files = JSON.parse(run.outputs['files'] ?? '') as object[];
    const changed = files.map((file) => ({ ...file, attestation: null }));
    const outputs = { ...run.outputs, files: JSON.stringify(changed) };
    expect(await judged({ outputs })).toContain(`${WHEEL}: not attested, which nobody says`);
    const stdout = `${run.stdout}\n::warning::x does not serve the attestation of ${WHEEL}.\n`;
    expect(await judged({ outputs, stdout })).not.toContain(
      `${WHEEL}: not attested, which nobody says`,
    );
  });

  test.each([
    ['an upload token', () => sandbox.index.tokens[0] ?? 'none'],
    ['an ID token', () => sandbox.github.issued[0] ?? 'none'],
    ['the request token', () => sandbox.github.requestToken],
  ])('shows %s', async (_, secret) => {
    const shown = { ...run, stdout: `${run.stdout}\ntoken: ${secret()}\n` };
    expect(await findSecrets(sandbox, shown, since)).toEqual(['a token in the log']);
  });
});
