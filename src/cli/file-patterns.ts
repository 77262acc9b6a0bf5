import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';

/**
 * Positional arguments as patterns: a file that exists is meant by its name, whatever is in
 * it; a directory stands for the files in it; the rest are patterns as they are.
 */
export async function filePatterns(
  positionals: readonly string[],
  workspace: string,
): Promise<readonly string[]> {
  return Promise.all(
    positionals.map(async (text) => {
      const found = await stat(resolve(workspace, text)).catch(() => undefined);
      if (!found) return text;
      return found.isDirectory() ? `${literal(text)}/*` : literal(text);
    }),
  );
}

/** What a glob would read as wildcards stands for itself in brackets; `!` would exclude. */
function literal(path: string): string {
  return path.replace(/^!/, './!').replace(/[*?[(]/g, '[$&]');
}
