import { stat } from 'node:fs/promises';
import { resolve, sep } from 'node:path';

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

/**
 * What a glob would read as wildcards stands for itself in brackets; `!` would exclude. A name with
 * a backslash is looked for as it is before it is read as a pattern.
 */
function literal(path: string): string {
  if (sep === '/' && path.includes('\\')) return path.replace(/^!/, './!');
  return path.replace(/^!/, './!').replace(/[*?[(]/g, '[$&]');
}
