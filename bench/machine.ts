import { cpus, totalmem } from 'node:os';

/** The machine in general words. */
export function machine(): string {
  const cores = cpus();
  const memory = Math.round(totalmem() / 1024 ** 3);
  return `${cores.length} cores (${cores[0]?.model.trim() ?? 'unknown'}), ${memory} GiB of memory, ${process.platform}, Node ${process.version.slice(1)}`;
}
