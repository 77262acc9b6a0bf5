import { describe, expect, test } from '@jest/globals';
import { openSandbox } from '../open-sandbox.ts';
import { annotations, failure, plainText, statuses } from './outcome.ts';
import { publishBuilt, sdist, wheel } from './release.ts';
import { NONE, watch } from './requests.ts';

const sandbox = await openSandbox({ claims: { ref: 'refs/tags/sample-project/v1.3.0' } });
const WRONG_TAG =
  'The tag sample-project/v1.3.0 names version 1.3.0, and no distribution has it: they are sample-project 1.2.0.';

describe('a tag that names another version than the files', () => {
  test('is a warning, and named where the files are on the index already', async () => {
    const built = wheel({ version: '1.2.0' });
    const first = await publishBuilt(sandbox, [built]);
    expect([first.exitCode, statuses(first)]).toEqual([0, ['uploaded']]);
    expect(annotations(first, 'warning')).toEqual([expect.stringContaining(WRONG_TAG)]);
    expect(plainText(first.summary)).toContain(`Warning: ${WRONG_TAG}`);

    const again = await publishBuilt(sandbox, [built]);
    expect([again.exitCode, statuses(again)]).toEqual([0, ['identical']]);
    expect(again.stdout).toContain(`nothing to do. ${WRONG_TAG}`);
    expect(plainText(again.summary)).toContain(`Warning: ${WRONG_TAG}`);

    const other = await publishBuilt(sandbox, [wheel({ version: '1.2.0', content: 'a = 2\n' })]);
    expect(failure(other).code).toBe('file-conflict');
    expect(failure(other).text).toContain(WRONG_TAG);
  });

  test('is an error with `require-version: tag`, before the index is asked for the project', async () => {
    const seen = watch(sandbox);
    const run = await publishBuilt(sandbox, [wheel({ version: '1.2.0' })], {
      inputs: { 'require-version': 'tag' },
    });
    expect([run.exitCode, failure(run).code]).toEqual([1, 'claims-refused']);
    expect(failure(run).text).toContain(WRONG_TAG);
    const { fulcio, uploads, index } = seen();
    expect([fulcio, uploads]).toEqual([[], []]);
    expect(index.join()).not.toContain('/simple/');
  });

  test('and one that names it: no warning, and `require-version: tag` is met', async () => {
    const run = await publishBuilt(sandbox, [wheel({ version: '1.3' })], {
      inputs: { 'require-version': 'tag' },
    });
    expect([run.exitCode, annotations(run, 'warning')]).toEqual([0, []]);
  });
});

test('`require-version: tag` is not met by a branch, whatever the variables of the runner say', async () => {
  const { claims } = sandbox.github;
  sandbox.github.claims = { ...claims, ref: 'refs/heads/main' };
  try {
    const run = await publishBuilt(sandbox, [wheel({ version: '1.4.0' })], {
      inputs: { 'require-version': 'tag' },
      env: { GITHUB_REF: 'refs/tags/v1.4.0' },
    });
    expect([run.exitCode, failure(run).code]).toEqual([1, 'claims-refused']);
    expect(failure(run).text).toContain('Its ref is refs/heads/main');
  } finally {
    sandbox.github.claims = claims;
  }
});

describe('two versions of one project', () => {
  test('of which neither is whole: nothing is sent', async () => {
    const files = [wheel({ version: '2.6.2' }), await sdist({ version: '2.7.0' })];
    const seen = watch(sandbox);
    const run = await publishBuilt(sandbox, files);
    expect([run.exitCode, failure(run).code]).toEqual([1, 'incomplete-release']);
    for (const { filename } of files) expect(failure(run).text).toContain(filename);
    expect(seen()).toEqual(NONE);
  });

  test('that are whole are a warning', async () => {
    const run = await publishBuilt(sandbox, [
      wheel({ version: '1.3.1' }),
      wheel({ version: '1.3.2' }),
    ]);
    expect([run.exitCode, statuses(run)]).toEqual([0, ['uploaded', 'uploaded']]);
    expect(annotations(run, 'warning').join('\n')).toContain(
      'There are 2 versions of sample-project: 1.3.1',
    );
  });
});

test('a release with less than the one before it is a warning, and an error with `require-complete`', async () => {
  const whole = await publishBuilt(sandbox, [
    wheel({ version: '3.0', tag: 'cp313-cp313-win_amd64' }),
    wheel({ version: '3.0', tag: 'cp313-cp313-macosx_11_0_arm64' }),
    await sdist({ version: '3.0' }),
  ]);
  expect(whole.exitCode).toBe(0);
  const next = [wheel({ version: '3.1', tag: 'cp313-cp313-win_amd64' })];
  const less =
    'sample-project 3.1 has less than 3.0, the release before it: no sdist; no wheel for macosx_arm64.';

  const seen = watch(sandbox);
  const refused = await publishBuilt(sandbox, next, { inputs: { 'require-complete': 'true' } });
  expect([refused.exitCode, failure(refused).code]).toEqual([1, 'incomplete-release']);
  expect(failure(refused).text).toContain(less);
  expect([seen().fulcio, seen().uploads]).toEqual([[], []]);

  const run = await publishBuilt(sandbox, next);
  expect([run.exitCode, statuses(run)]).toEqual([0, ['uploaded']]);
  expect(annotations(run, 'warning').join('\n')).toContain(less);
  expect(plainText(run.summary)).toContain(`Warning: ${less}`);
  expect(run.stdout.indexOf(less)).toBeLessThan(
    run.stdout.indexOf('gave a short-lived upload token'),
  );
});
