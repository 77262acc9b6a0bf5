import { parse } from 'smol-toml';
import { compiler, requirementNames, rustCompiler, versionPlugin } from './build-requirements.ts';
import { DEFAULT_BACKEND, type PythonProject } from './python-project.ts';
import { readSetupCfg, readSetupPy } from './setup-files.ts';

/** The files of a project that are read; undefined for one that is not there. */
interface ProjectFiles {
  readonly pyproject: string | undefined;
  readonly setupCfg: string | undefined;
  readonly setupPy: string | undefined;
}

/**
 * What is known of a project without building it: pyproject.toml first, then setup.cfg, then
 * setup.py. Nothing of it is run.
 * @returns undefined where there is no project: none of the files, or a workspace's root alone
 *   (its members are told nevertheless)
 * @throws TomlError where pyproject.toml is no TOML
 */
export function readProject(files: ProjectFiles): PythonProject | undefined {
  const pyproject = TomlTable.parse(files.pyproject ?? '');
  const cfg = files.setupCfg === undefined ? undefined : readSetupCfg(files.setupCfg);
  const setup = files.setupPy === undefined ? undefined : readSetupPy(files.setupPy);
  if (!isProject(pyproject) && !cfg && !setup) return undefined;
  const system = pyproject.table('build-system');
  const requires = requirementNames([
    ...system.texts('requires'),
    ...(cfg?.requires ?? []),
    ...(setup?.requires ?? []),
  ]);
  const backend = system.text('build-backend') ?? DEFAULT_BACKEND;
  return {
    name: projectName(pyproject) ?? cfg?.name ?? setup?.name,
    version:
      pyproject.table('project').text('version') ??
      pyproject.table('tool', 'poetry').text('version') ??
      cfg?.version,
    backend,
    requires,
    isVersionFromGit: isVersionFromGit(pyproject, requires, backend),
    extension: extensionOf(pyproject, requires, cfg?.hasExtensions, setup?.hasExtensions),
    needsRust: rustCompiler(requires) !== undefined,
    members: workspaceMembers(pyproject),
  };
}

/** The folders that a workspace names: uv's, and those that hatch has beside it. */
function workspaceMembers(pyproject: TomlTable): readonly string[] {
  const uv = pyproject.table('tool', 'uv', 'workspace').texts('members');
  return [...uv, ...pyproject.table('tool', 'hatch', 'workspace').texts('members')];
}

function isProject(pyproject: TomlTable): boolean {
  const tool = pyproject.table('tool');
  const tables = ['poetry', 'flit'].filter((name) => tool.has(name));
  return pyproject.has('project') || pyproject.has('build-system') || tables.length > 0;
}

/** PEP 621's name cannot be dynamic; back ends had places of their own before. */
function projectName(pyproject: TomlTable): string | undefined {
  const flit = pyproject.table('tool', 'flit', 'metadata');
  return (
    pyproject.table('project').text('name') ??
    pyproject.table('tool', 'poetry').text('name') ??
    flit.text('dist-name') ??
    flit.text('module')
  );
}

function isVersionFromGit(
  pyproject: TomlTable,
  requires: readonly string[],
  backend: string,
): boolean {
  const tool = pyproject.table('tool');
  return (
    versionPlugin(requires) !== undefined ||
    tool.has('setuptools_scm') ||
    (backend.startsWith('pdm.') && tool.table('pdm', 'version').text('source') === 'scm') ||
    tool.table('scikit-build', 'metadata', 'version').text('provider')?.includes('scm') === true
  );
}

function extensionOf(
  pyproject: TomlTable,
  requires: readonly string[],
  cfg: boolean | undefined,
  setup: boolean | undefined,
): string | undefined {
  const tool = pyproject.table('tool');
  if (tool.has('cibuildwheel')) return 'pyproject.toml has settings for cibuildwheel';
  const required = compiler(requires);
  if (required !== undefined) return `building it takes ${required}`;
  if (tool.table('setuptools').has('ext-modules')) return 'pyproject.toml names extension modules';
  if (setup === true) return 'setup.py names extension modules';
  if (cfg === true) return 'setup.cfg names extension modules';
  return tool.table('poetry').has('build') ? 'Poetry runs a build script' : undefined;
}

/** A table of a TOML file. Asked for what is not there, or is something else, it has nothing. */
class TomlTable {
  readonly #values: Readonly<Record<string, unknown>>;

  private constructor(values: Readonly<Record<string, unknown>>) {
    this.#values = values;
  }

  /** @throws TomlError (of smol-toml) where the text is no TOML */
  static parse(text: string): TomlTable {
    return new TomlTable(parse(text));
  }

  table(...path: readonly string[]): TomlTable {
    let values: unknown = this.#values;
    for (const key of path) values = isRecord(values) ? own(values, key) : undefined;
    return new TomlTable(isRecord(values) ? values : {});
  }

  has(key: string): boolean {
    return Object.hasOwn(this.#values, key);
  }

  text(key: string): string | undefined {
    const value = own(this.#values, key);
    return typeof value === 'string' ? value : undefined;
  }

  texts(key: string): readonly string[] {
    const value = own(this.#values, key);
    return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function own(values: Readonly<Record<string, unknown>>, key: string): unknown {
  return Object.hasOwn(values, key) ? values[key] : undefined;
}
