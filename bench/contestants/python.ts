import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PEERS = fileURLToPath(new URL('../peers/', import.meta.url));

/** Programs of the virtual environment that holds the peers. */
export interface PythonPrograms {
  readonly python: string;
  /** A script that a package installed. */
  readonly program: (name: string) => string;
  /** The command line of a driver in `bench/peers/`. */
  readonly driver: (name: string, ...args: readonly string[]) => readonly string[];
}

export function pythonPrograms(python: string): PythonPrograms {
  return {
    python,
    program: (name) => join(dirname(python), name),
    driver: (name, ...args) => [python, join(PEERS, `${name}.py`), ...args],
  };
}
