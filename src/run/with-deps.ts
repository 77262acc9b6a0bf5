import type { Deps } from './deps.ts';

/** Works with deps, and ends what they keep open, however the work ends. */
export async function withDeps<T>(deps: Deps, work: (deps: Deps) => Promise<T>): Promise<T> {
  try {
    return await work(deps);
  } finally {
    await deps.close();
  }
}
