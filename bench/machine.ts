import { cpus, totalmem } from 'node:os';

/**
 * The machine in general words.
 *
 * @param python The peers' interpreter and its version.
 */
export function machine(python: string): string {
  const cores = cpus();
  const memory = Math.round(totalmem() / 1024 ** 3);
  return `${cores.length} cores (${cores[0]?.model.trim() ?? 'unknown'}), ${memory} GiB of memory, ${process.platform}, Node ${process.version.slice(1)}, ${python}`;
}
