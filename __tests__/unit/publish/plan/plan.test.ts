import { describe, expect, test } from '@jest/globals';
import type { FileWarnings } from '../../../../src/preflight/preflight.ts';
import { filesToDo, planRelease } from '../../../../src/publish/plan/plan.ts';
import type { ProjectState } from '../../../../src/pypi/simple/project-state.ts';
import type { SimpleFile, SimpleProject } from '../../../../src/pypi/simple/simple-api.ts';
import { makeDistribution } from '../../distributions.ts';

const SHA256 = 'ab'.repeat(32);
const WHEEL = makeDistribution('widget-1.0-py3-none-any.whl');
const SDIST = makeDistribution('widget-1.0.tar.gz');

describe('the plan of a release', () => {
  test('uploads everything where the project is missing, unknown or was not asked for', () => {
    const states: (ProjectState | undefined)[] = [
      { kind: 'missing' },
      { kind: 'unknown', reason: 'because' },
      undefined,
    ];
    for (const state of states) {
      const { releases } = planRelease([SDIST, WHEEL], statesOf(state));
      expect(releases).toMatchObject([{ project: 'widget', version: '1.0', isNew: true }]);
      expect(releases[0]?.files.map(({ action }) => action)).toEqual(['upload', 'upload']);
    }
  });

  test('puts wheels by name before the sdist', () => {
    const [first] = planRelease(
      [SDIST, makeDistribution('widget-1.0-py39-none-any.whl'), WHEEL],
      new Map(),
    ).releases;
    expect(first?.files.map(({ distribution }) => distribution.filename)).toEqual([
      'widget-1.0-py3-none-any.whl',
      'widget-1.0-py39-none-any.whl',
      'widget-1.0.tar.gz',
    ]);
  });

  test('of a new version one file goes alone, then wheels together, the sdist last', () => {
    const others = ['py39', 'py310'].map((tag) =>
      makeDistribution(`widget-1.0-${tag}-none-any.whl`),
    );
    const turns = (state: ProjectState | undefined) =>
      planRelease([SDIST, WHEEL, ...others], statesOf(state)).releases[0]?.files.map(
        ({ turn }) => turn,
      );
    expect(turns(undefined)).toEqual(['alone', 'together', 'together', 'last']);
    expect(turns(existing([], ['1.0']))).toEqual(['together', 'together', 'together', 'last']);
    const sameWheel = listed(WHEEL.filename, { sha256: SHA256 });
    expect(turns(existing([sameWheel], []))).toEqual([undefined, 'alone', 'together', 'last']);
    const sdistAlone = planRelease([SDIST], new Map()).releases[0]?.files;
    expect(sdistAlone?.map(({ turn }) => turn)).toEqual(['alone']);
  });

  test('the wheel that goes alone is the most doubtful, and those with warnings are next', () => {
    const [small, large, warned] = [
      makeDistribution('widget-1.0-1-py3-none-any.whl'),
      makeDistribution('widget-1.0-2-py3-none-any.whl', { size: 9 }),
      makeDistribution('widget-1.0-3-py3-none-any.whl'),
    ];
    const turns = (warnings: FileWarnings) =>
      planRelease([SDIST, small, large, warned], new Map(), warnings).releases[0]?.files.map(
        ({ distribution, turn }) => [distribution.filename.slice(11, 12), turn],
      );
    expect(turns(new Map())).toEqual([
      ['1', 'together'],
      ['2', 'alone'],
      ['3', 'together'],
      ['t', 'last'],
    ]);
    expect(
      turns(
        new Map([
          [warned.filename, ['x']],
          [SDIST.filename, ['x', 'y']],
        ]),
      ),
    ).toEqual([
      ['3', 'alone'],
      ['1', 'together'],
      ['2', 'together'],
      ['t', 'last'],
    ]);
  });

  test('of several projects one file of each goes first, also of versions that exist', () => {
    const gadget = makeDistribution('gadget-1.0.tar.gz', { project: 'gadget' });
    const states = new Map([
      ['widget', existing([], ['1.0'])],
      ['gadget', existing([], ['1.0'])],
    ]);
    const turns = planRelease([SDIST, WHEEL, gadget], states).releases.map(({ files }) =>
      files.map(({ turn }) => turn),
    );
    expect(turns).toEqual([['alone', 'last'], ['alone']]);
  });

  test('a project is new where the index answers that it does not have it', () => {
    const isNewProject = (state: ProjectState | undefined) =>
      planRelease([SDIST], statesOf(state)).releases[0]?.isNewProject;
    expect(isNewProject({ kind: 'missing' })).toBe(true);
    expect(isNewProject({ kind: 'unknown', reason: 'because' })).toBe(false);
    expect(isNewProject(existing([], []))).toBe(false);
  });

  test('makes a release of each version of each project, in the order given', () => {
    const gadget = makeDistribution('gadget-1.0.tar.gz', { project: 'gadget' });
    const next = makeDistribution('widget-1.1.tar.gz', { version: '1.1' });
    const { releases } = planRelease([gadget, SDIST, next, WHEEL], new Map());
    expect(releases.map(({ project, version, files }) => [project, version, files.length])).toEqual(
      [
        ['gadget', '1.0', 1],
        ['widget', '1.0', 2],
        ['widget', '1.1', 1],
      ],
    );
  });

  test.each([
    ['the same SHA-256', { sha256: SHA256 }, 'identical', SHA256],
    ['the same SHA-256 in capitals', { sha256: SHA256.toUpperCase() }, 'identical', SHA256],
    ['another SHA-256', { sha256: 'cd'.repeat(32) }, 'conflict', 'cd'.repeat(32)],
    ['no SHA-256', { md5: 'ab' }, 'conflict', undefined],
  ])('holds a file against what is listed: %s', (_, hashes, action, indexSha256) => {
    const state = existing([listed('widget-1.0.tar.gz', hashes)], ['1.0']);
    const [release] = planRelease([SDIST, WHEEL], statesOf(state)).releases;
    expect(release).toMatchObject({ isNew: false });
    expect(release?.files).toEqual([
      {
        distribution: WHEEL,
        action: 'upload',
        turn: 'together',
        indexSha256: undefined,
        isAttested: false,
      },
      { distribution: SDIST, action, turn: undefined, indexSha256, isAttested: false },
    ]);
  });

  test.each([
    [undefined, false],
    [null, false],
    ['https://pypi.example/integrity/widget', true],
  ])(
    'a file whose provenance is %s (undefined: not stated) counts as attested: %s',
    (provenance, isAttested) => {
      const file = { ...listed('widget-1.0.tar.gz', { sha256: SHA256 }), provenance };
      const plan = planRelease([SDIST], statesOf(existing([file], ['1.0'])));
      expect(filesToDo(plan, 'identical')).toMatchObject([{ isAttested }]);
    },
  );

  test('uploads a file that is listed under another name only: whether it may is decided later', () => {
    const state = existing([listed('Widget-1.0.tar.gz', { sha256: SHA256 })], ['1.0']);
    const plan = planRelease([SDIST], statesOf(state));
    expect(filesToDo(plan, 'upload')).toHaveLength(1);
  });

  test('a version is new where the index lists others only, or no versions', () => {
    const isNew = (versions: string[] | undefined) =>
      planRelease([SDIST], statesOf(existing([], versions))).releases[0]?.isNew;
    expect(isNew(['0.9', '1.1'])).toBe(true);
    expect(isNew(undefined)).toBe(true);
    expect(isNew(['0.9', '1.0'])).toBe(false);
  });

  test('nothing to publish is an empty plan', () => {
    expect(planRelease([], new Map()).releases).toEqual([]);
  });

  test('filesToDo picks by action over all releases', () => {
    const state = existing([listed('widget-1.0.tar.gz', { sha256: SHA256 })], ['1.0']);
    const next = makeDistribution('widget-1.1.tar.gz', { version: '1.1' });
    const plan = planRelease([SDIST, WHEEL, next], statesOf(state));
    const names = (action: 'upload' | 'identical' | 'conflict') =>
      filesToDo(plan, action).map(({ distribution }) => distribution.filename);
    expect(names('upload')).toEqual(['widget-1.0-py3-none-any.whl', 'widget-1.1.tar.gz']);
    expect(names('identical')).toEqual(['widget-1.0.tar.gz']);
    expect(names('conflict')).toEqual([]);
  });
});

function statesOf(state: ProjectState | undefined): ReadonlyMap<string, ProjectState> {
  return new Map(state === undefined ? [] : [['widget', state]]);
}

function existing(files: SimpleFile[], versions: string[] | undefined): ProjectState {
  const page: SimpleProject = {
    meta: { 'api-version': '1.1' },
    name: 'widget',
    files,
    ...(versions === undefined ? {} : { versions }),
  };
  return { kind: 'exists', page };
}

const listed = (filename: string, hashes: Record<string, string | undefined>): SimpleFile => ({
  filename,
  url: `https://files.example/${filename}`,
  hashes: Object.fromEntries(
    Object.entries(hashes).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  ),
});
