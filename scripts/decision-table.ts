import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { between, table } from './action-tables.ts';

/**
 * The index of the decision records, made anew from their titles.
 * @param folder where the records are: files of the name `NNNN-slug.md`, with a title `# N. Title`
 * @throws {Error} when a record has no such title, or the document no marker
 */
export async function withDecisions(text: string, folder: string): Promise<string> {
  const names = (await readdir(folder)).filter((name) => /^\d{4}-.*\.md$/.test(name)).toSorted();
  const rows = await Promise.all(
    names.map(async (name) => {
      const record = await readFile(join(folder, name), 'utf8');
      const [, number, title] = /^# (\d+)\. (.+)$/m.exec(record) ?? [];
      if (number === undefined || title === undefined || Number(number) !== parseInt(name, 10)) {
        throw new Error(`${name} does not begin with "# N. Title" and its own number`);
      }
      return [number, `[${title}](${name})`];
    }),
  );
  return between(
    text,
    'decisions',
    table(['Number', 'Decision'], rows),
    'docs/decisions/README.md',
  );
}
