import { describe, expect, test } from '@jest/globals';
import { refuseNewNames } from '../../../../src/publish/plan/ask-and-plan.ts';
import { indexProfile } from '../../../../src/pypi/index-profile.ts';
import type { ProjectState } from '../../../../src/pypi/simple/project-state.ts';
import { publishErrorOf } from '../../../wire/failure.ts';

const PYPI = indexProfile('https://upload.pypi.org/legacy/');
const TESTPYPI = indexProfile('https://test.pypi.org/legacy/');
const OTHER = indexProfile('https://packages.example/legacy/');
const MISSING: ProjectState = { kind: 'missing' };
const THERE: ProjectState = {
  kind: 'exists',
  page: { meta: { 'api-version': '1.4' }, name: 'asyncio', files: [] },
};

const refuse = (index: typeof PYPI, ...states: readonly (readonly [string, ProjectState])[]) =>
  refuseNewNames(new Map(states), index);

describe('a new project', () => {
  test.each([
    ['asyncio', /- asyncio is a module of Python's standard library/],
    ['os-path', /- os-path is a module/],
    ['xml-etree', /- xml-etree is a module/],
    ['urllib2', /- urllib2 is a module/],
    ['compression-zstd', /- compression-zstd is a module/],
    ['requirements-txt', /- requirements-txt is reserved/],
    ['rrequirements-txt', /- rrequirements-txt is reserved/],
  ])('is not named %s on PyPI and TestPyPI', async (name, text) => {
    for (const index of [PYPI, TESTPYPI]) {
      const error = await publishErrorOf(() => refuse(index, ['widget', MISSING], [name, MISSING]));
      expect(error.code).toBe('preflight-failed');
      expect(error.message).toMatch(text);
      expect(error.message).not.toContain('widget');
    }
  });

  test.each(['widget', 'asyncio-extras', 'requirements', 'types-os'])('may be named %s', (name) => {
    expect(() => refuse(PYPI, [name, MISSING])).not.toThrow();
  });

  test('may be named so elsewhere, and a project that exists keeps its name', () => {
    expect(() => refuse(OTHER, ['asyncio', MISSING])).not.toThrow();
    expect(() => refuse(PYPI, ['asyncio', THERE])).not.toThrow();
  });

  test('is not refused where it is not known whether it is new', () => {
    expect(() => refuse(PYPI, ['asyncio', { kind: 'unknown', reason: 'x' }])).not.toThrow();
  });
});
