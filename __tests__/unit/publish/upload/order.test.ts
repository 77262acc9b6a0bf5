import { describe, expect, test } from '@jest/globals';
import { PublishError, type PublishErrorCode } from '../../../../src/errors.ts';
import type { OnError } from '../../../../src/publish/config.ts';
import { planRelease } from '../../../../src/publish/plan/plan.ts';
import { UploadHalt } from '../../../../src/publish/upload/halt.ts';
import { uploadInOrder } from '../../../../src/publish/upload/order.ts';
import type { ProjectState } from '../../../../src/pypi/simple/project-state.ts';
import { makeDistribution } from '../../distributions.ts';

const MISSING: ProjectState = { kind: 'missing' };
const EXISTS: ProjectState = {
  kind: 'exists',
  page: { meta: { 'api-version': '1.1' }, name: 'x', files: [], versions: [] },
};

/** Three wheels, the first of them the largest, and an sdist of each project. */
function planOf(states: Readonly<Record<string, ProjectState>>) {
  const distributions = Object.keys(states).flatMap((project) => [
    makeDistribution(`${project}-1.0-1-py3-none-any.whl`, { project, size: 9 }),
    makeDistribution(`${project}-1.0-2-py3-none-any.whl`, { project }),
    makeDistribution(`${project}-1.0-3-py3-none-any.whl`, { project }),
    makeDistribution(`${project}-1.0.tar.gz`, { project }),
  ]);
  return planRelease(distributions, new Map(Object.entries(states)));
}

/** `a1`, or `a0` for the sdist. */
const short = (filename: string) =>
  `${filename[0] ?? ''}${/-1\.0-(\d)/.exec(filename)?.[1] ?? '0'}`;

/** Uploads a plan one file at a time and returns what was tried, in order. */
async function uploaded(
  states: Readonly<Record<string, ProjectState>>,
  failing: Readonly<Record<string, PublishErrorCode>> = {},
  onError: OnError = 'stop',
): Promise<string> {
  const plan = planOf(states);
  const missing = Object.values(states).filter(({ kind }) => kind === 'missing').length;
  const halt = new UploadHalt(onError, missing);
  const tried: string[] = [];
  let last = Promise.resolve();
  await uploadInOrder(plan, (file, release) => {
    const upload = last.then(() => {
      if (!halt.allows(release)) return false;
      const name = short(file.distribution.filename);
      tried.push(name);
      const code = failing[name];
      if (code) halt.failed(release, new PublishError({ code, message: '', remedy: '' }));
      return !code;
    });
    last = upload.then(() => undefined);
    return upload;
  });
  return tried.join(' ');
}

describe('the order of uploads', () => {
  test('one project: the most doubtful file, the other wheels, the sdist', async () => {
    expect(await uploaded({ a: EXISTS })).toBe('a1 a2 a3 a0');
  });

  test('several projects: one file of each before the rest of any', async () => {
    expect(await uploaded({ a: EXISTS, b: EXISTS })).toBe('a1 b1 a2 a3 b2 b3 a0 b0');
  });

  test('projects that the index does not have come first, one after another', async () => {
    expect(await uploaded({ a: EXISTS, b: MISSING, c: MISSING })).toMatch(/^b1 c1 a1 /);
  });
});

describe('what is still uploaded after a failure', () => {
  test('a refused first file: nothing of that project', async () => {
    expect(await uploaded({ a: EXISTS }, { a1: 'upload-rejected' })).toBe('a1');
  });

  test('a refused first file: no project is begun after it, and one that was begun is finished', async () => {
    const states = { a: EXISTS, b: EXISTS, c: EXISTS };
    expect(await uploaded(states, { b1: 'upload-rejected' })).toBe('a1 b1 a2 a3 a0');
  });

  test('a wheel that is refused later: no sdist of it, and the other project is finished', async () => {
    const states = { a: EXISTS, b: EXISTS };
    expect(await uploaded(states, { a2: 'upload-rejected' })).toBe('a1 b1 a2 b2 b3 b0');
  });

  test('two new projects, the second announced: it is finished, and nothing of the first is left', async () => {
    const refused = { a1: 'invalid-publisher' } as const;
    expect(await uploaded({ a: MISSING, b: MISSING }, refused)).toBe('a1 b1 b2 b3 b0');
  });

  test('two new projects, the first announced: it is finished, though the second is refused', async () => {
    const refused = { b1: 'invalid-publisher' } as const;
    expect(await uploaded({ a: MISSING, b: MISSING }, refused)).toBe('a1 b1 a2 a3 a0');
  });

  test('a new project without a publisher: no project that exists is begun', async () => {
    expect(await uploaded({ a: EXISTS, b: MISSING }, { b1: 'invalid-publisher' })).toBe('b1');
  });

  test.each([
    'upload-failed',
    'cancelled',
    'upload-token-refused',
    'invalid-distribution',
  ] as const)('%s is no refusal: nothing more is uploaded, of any project', async (code) => {
    expect(await uploaded({ a: EXISTS, b: EXISTS }, { b1: code })).toBe('a1 b1');
  });
});

describe('what is still uploaded after a failure with `on-error: continue`', () => {
  const continued = (
    states: Readonly<Record<string, ProjectState>>,
    failing: Readonly<Record<string, PublishErrorCode>>,
  ) => uploaded(states, failing, 'continue');

  test.each(['upload-rejected', 'filename-used', 'file-conflict', 'upload-failed'] as const)(
    '%s: everything else but the sdist of that project',
    async (code) => {
      const tried = await continued({ a: EXISTS, b: EXISTS }, { a1: code });
      expect(tried).toBe('a1 b1 a2 a3 b2 b3 b0');
    },
  );

  test('invalid-publisher: no further file of that project, which would be refused as well', async () => {
    const refused = { a1: 'invalid-publisher' } as const;
    expect(await continued({ a: EXISTS, b: EXISTS }, refused)).toBe('a1 b1 b2 b3 b0');
  });

  test('too many new projects: no other new project is tried, one that exists is', async () => {
    const tried = await continued(
      { a: MISSING, b: MISSING, c: EXISTS },
      { a1: 'too-many-new-projects' },
    );
    expect(tried).toBe('a1 c1 c2 c3 c0');
  });

  test.each(['cancelled', 'upload-token-refused', 'id-token-unavailable'] as const)(
    '%s: nothing more, because every other file would fail in the same way',
    async (code) => {
      expect(await continued({ a: EXISTS, b: EXISTS }, { a1: code })).toBe('a1');
    },
  );
});
