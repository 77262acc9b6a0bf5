import type { PythonProject } from '../project/python-project.ts';
import { readProject } from '../project/read-project.ts';
import type { RepositoryFiles } from './repository.ts';

/** A project and the folder that it is in, relative to the repository, with `/`; `.` for its root. */
export interface FoundProject {
  readonly directory: string;
  readonly project: PythonProject;
}

const MOST_LEVELS = 3;
const MOST_FOLDERS = 2000;

/** Folders in which projects are of somebody else, or samples. */
const NOT_OURS =
  /^(?:\..*|node_modules|venv|env|site-packages|dist|build|tests?|__tests__|fixtures|examples?|docs?|vendor|third_party|_vendor)$/;

/** The project in a folder. @throws TomlError */
export function projectIn(files: RepositoryFiles, directory: string): PythonProject | undefined {
  const read = (name: string) => files.read(directory === '.' ? name : `${directory}/${name}`);
  return readProject({
    pyproject: read('pyproject.toml'),
    setupCfg: read('setup.cfg'),
    setupPy: read('setup.py'),
  });
}

/** Every project of a repository, not too deep, the outer ones first. */
export function findProjects(files: RepositoryFiles): readonly FoundProject[] {
  const found: FoundProject[] = [];
  let level: readonly string[] = ['.'];
  let looked = 0;
  for (let depth = 0; depth <= MOST_LEVELS; depth += 1) {
    const next: string[] = [];
    for (const directory of level) {
      looked += 1;
      if (looked > MOST_FOLDERS) return found;
      const project = readable(files, directory);
      if (project) found.push({ directory, project });
      const inner = files.folders(directory).filter((name) => !NOT_OURS.test(name));
      next.push(...inner.map((name) => (directory === '.' ? name : `${directory}/${name}`)));
    }
    level = next;
  }
  return found;
}

function readable(files: RepositoryFiles, directory: string): PythonProject | undefined {
  try {
    return projectIn(files, directory);
  } catch {
    return undefined;
  }
}
