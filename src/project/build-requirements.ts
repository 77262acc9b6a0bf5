import { normalizeProjectName } from '../packaging/project-name.ts';

/** The names of requirements (PEP 508), in normal form and without extras, versions and markers. */
export function requirementNames(requirements: readonly string[]): readonly string[] {
  return requirements.flatMap((text) => {
    const name = /^\s*([A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?)/.exec(text.slice(0, 400))?.[1];
    return name === undefined ? [] : [normalizeProjectName(name)];
  });
}

/** Plugins that take the version from git. */
const VERSION_PLUGINS = new Set([
  'dunamai',
  'hatch-vcs',
  'hatch-regex-commit',
  'poetry-dynamic-versioning',
  'setuptools-git-versioning',
  'setuptools-scm',
  'setuptools-vcs-versioning',
  'uv-dynamic-versioning',
  'versioneer',
  'versioningit',
  'vcs-versioning',
]);

/** Requirements that compile something. */
const COMPILERS = new Set([
  'cffi',
  'cmake',
  'cython',
  'hatch-cython',
  'hatch-mypyc',
  'maturin',
  'meson-python',
  'mypy',
  'nanobind',
  'numpy',
  'py-build-cmake',
  'pybind11',
  'scikit-build',
  'scikit-build-core',
  'setuptools-rust',
  'sip',
]);

/** A requirement that takes the version from git. */
export function versionPlugin(requires: readonly string[]): string | undefined {
  return requires.find((name) => VERSION_PLUGINS.has(name));
}

/** A requirement that compiles extension modules. */
export function compiler(requires: readonly string[]): string | undefined {
  return requires.find((name) => COMPILERS.has(name));
}

/** Of those, one that needs Rust. */
export function rustCompiler(requires: readonly string[]): string | undefined {
  return requires.find((name) => name === 'maturin' || name === 'setuptools-rust');
}
