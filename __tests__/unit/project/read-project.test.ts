import { describe, expect, test } from '@jest/globals';
import { readProject } from '../../../src/project/read-project.ts';

const NOTHING = { pyproject: undefined, setupCfg: undefined, setupPy: undefined };
const toml = (text: string) => readProject({ ...NOTHING, pyproject: text });
const system = (backend: string, ...requires: string[]) =>
  `[project]\nname = "spam"\n[build-system]\nrequires = ${JSON.stringify(requires)}\nbuild-backend = "${backend}"\n`;

describe('a name', () => {
  test.each([
    ['[project]\nname = "Spam.Eggs"', 'Spam.Eggs'],
    ['[tool.poetry]\nname = "spam"', 'spam'],
    ['[tool.flit.metadata]\nmodule = "spam"', 'spam'],
    ['[tool.flit.metadata]\nmodule = "spam"\ndist-name = "py-spam"', 'py-spam'],
    ['[build-system]\nrequires = ["setuptools"]', undefined],
    ['[project]\nname = 3', undefined],
    ['[project]\n"__proto__" = {name = "x"}', undefined],
  ])('in the pyproject.toml %j: %s (undefined: no name)', (text, name) =>
    expect(toml(text)).toMatchObject({ name }),
  );

  test('of old projects is in setup.cfg, or in setup.py where it is plain', () => {
    const setupCfg = '[metadata]\nname = spam\nversion = attr: spam.v\n';
    expect(readProject({ ...NOTHING, setupCfg })).toMatchObject({ name: 'spam' });
    const setupPy = '# name="no"\nNAME = "x"\nsetup(\n  version="1", name = \'eggs\',\n)';
    expect(readProject({ ...NOTHING, setupPy })).toMatchObject({ name: 'eggs' });
    expect(readProject({ ...NOTHING, setupPy: 'setup(name=NAME)' })).toMatchObject({
      name: undefined,
    });
    const all = { pyproject: '[project]\nname="first"', setupCfg, setupPy };
    expect(readProject(all)).toMatchObject({ name: 'first' });
  });
});

test('a version is one that a file says as it is', () => {
  expect(toml('[project]\nname="a"\nversion="2.0"')).toMatchObject({ version: '2.0' });
  expect(toml('[project]\nname="a"\ndynamic=["version"]')).toMatchObject({ version: undefined });
  const setupCfg = '[metadata]\nname = spam\nversion = attr: spam.v\n';
  expect(readProject({ ...NOTHING, setupCfg })).toMatchObject({ version: undefined });
});

test('where nothing is, there is no project; a workspace alone is not one', () => {
  expect(readProject(NOTHING)).toBeUndefined();
  expect(toml('[tool.uv.workspace]\nmembers = ["packages/*"]')).toBeUndefined();
  expect(toml('[project]\nname = "a"\n[tool.uv.workspace]\nmembers = ["b"]')).toMatchObject({
    members: ['b'],
  });
});

test('a back end that is not named is setuptools', () => {
  expect(toml('[project]\nname="a"')).toMatchObject({
    backend: 'setuptools.build_meta:__legacy__',
  });
  expect(toml(system('hatchling.build', 'hatchling>=1'))).toMatchObject({
    backend: 'hatchling.build',
    requires: ['hatchling'],
  });
});

describe('versions from git', () => {
  test.each([
    [system('hatchling.build', 'hatchling', 'hatch-vcs'), true],
    [system('setuptools.build_meta', 'setuptools>=64', 'setuptools_scm[toml]>=8'), true],
    [`${system('pdm.backend', 'pdm-backend')}[tool.pdm.version]\nsource = "scm"`, true],
    [system('hatchling.build', 'hatchling'), false],
    [`${system('hatchling.build', 'hatchling')}[tool.hatch.version]\npath = "a.py"`, false],
  ])('%j: %s', (text, expected) =>
    expect(toml(text)).toMatchObject({ isVersionFromGit: expected }),
  );
});

describe('extension modules', () => {
  test.each([
    [system('maturin', 'maturin>=1,<2'), 'building it takes maturin'],
    [system('scikit_build_core.build', 'scikit-build-core', 'pybind11'), /scikit-build-core/],
    [system('setuptools.build_meta', 'setuptools', 'Cython'), /cython/],
    [`${system('hatchling.build', 'hatchling')}[tool.cibuildwheel]\nskip = "pp*"`, /cibuildwheel/],
    [`${system('setuptools.build_meta')}[[tool.setuptools.ext-modules]]\nname = "x"`, /extension/],
  ])('%j', (text, why) => {
    expect(toml(text)?.extension).toEqual(
      typeof why === 'string' ? why : expect.stringMatching(why),
    );
  });

  test.each(['Extension("a", [])', 'cythonize("a.pyx")', 'ext_modules=x', 'CMakeExtension("a")'])(
    'in a setup.py with %s',
    (call) => {
      const setupPy = `from setuptools import setup\nx = [${call.includes('=') ? '1' : call}]\nsetup(name="a", ${call.includes('=') ? call : 'y=1'})`;
      expect(readProject({ ...NOTHING, setupPy })?.extension).toMatch(/setup\.py/);
    },
  );

  test('are none in a comment, or where nothing says so', () => {
    const setupPy = '# ext_modules=[Extension("a")]\nsetup(name="a")';
    expect(readProject({ ...NOTHING, setupPy })?.extension).toBeUndefined();
    expect(toml(system('hatchling.build', 'hatchling'))?.extension).toBeUndefined();
  });

  test('in Rust need a compiler', () => {
    expect(toml(system('maturin', 'maturin'))?.needsRust).toBe(true);
    expect(toml(system('setuptools.build_meta', 'cython'))?.needsRust).toBe(false);
  });
});

test('what is no TOML is an error', () => {
  expect(() => toml('[project')).toThrow(/Invalid TOML/i);
});

test('files made to be slow are not', () => {
  const setupPy = `${'\n'.repeat(300_000)}setup(${'name='.repeat(50_000)}`;
  expect(readProject({ ...NOTHING, setupPy })).toMatchObject({ name: undefined });
});
