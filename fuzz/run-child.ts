import { spawn } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Exploration, Limits } from './explore.ts';

const CHILD = join(import.meta.dirname, 'child.ts');
/** Longer than any input may take, also on a machine with other work to do. */
const PATIENCE_MS = 180_000;
const MEGABYTES = 768;

export type Outcome =
  | ({ readonly kind: 'done' } & Exploration)
  /** The process ended of an input: an error, or no memory left. */
  | { readonly kind: 'crash'; readonly why: string }
  /** It read at one input for longer than {@link PATIENCE_MS}. */
  | { readonly kind: 'hang' };

/**
 * Explores a target in a process of its own, with little memory.
 * @param file where the process keeps the input that it is reading
 */
export async function runChild(name: string, limits: Limits, file: string): Promise<Outcome> {
  const args = [name, limits.seed, limits.inputs, limits.time].map(String);
  const child = spawn(
    process.execPath,
    ['--expose-gc', `--max-old-space-size=${MEGABYTES}`, CHILD, ...args, file],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(-4_000);
  });
  let hangs = false;
  const started = Date.now();
  const watch = setInterval(() => {
    const { mtimeMs } = statSync(file, { throwIfNoEntry: false }) ?? { mtimeMs: started };
    if (Date.now() - Math.max(mtimeMs, started) < PATIENCE_MS) return;
    hangs = true;
    child.kill('SIGKILL');
  }, 1_000);
  const code = await new Promise((resolve, reject) => {
    child.on('error', reject).on('close', resolve);
  });
  clearInterval(watch);
  if (hangs) return { kind: 'hang' };
  if (code !== 0) return { kind: 'crash', why: stderr };
  return { kind: 'done', ...(JSON.parse(stdout) as Exploration) };
}
