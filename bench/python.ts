import { join } from 'node:path';

/** The environment that holds the peers. */
export const PYTHON = {
  name: 'venv-bench',
  requirements: join(import.meta.dirname, 'requirements.txt'),
};
