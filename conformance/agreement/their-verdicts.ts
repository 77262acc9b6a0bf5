import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { mustRun } from '../process.ts';
import type { Evidence, RootName, Verdict } from './case.ts';

const SCRIPT = resolve(import.meta.dirname, 'judge.py');

/** A publisher of any kind that pypi_attestations knows, or the owner of an email address. */
export type AnyPublisher = Readonly<Record<string, string>>;

export type Question =
  | (Omit<Evidence, 'publisher'> & { readonly publisher: AnyPublisher })
  | { readonly kind: 'certificate'; readonly pem: string; readonly publisher: AnyPublisher };

export interface TheirJudge {
  readonly python: string;
  /** The paths of the trusted roots. */
  readonly roots: Readonly<Record<string, string>>;
}

/** Writes trusted roots, given as JSON values, for the judges to read. */
export async function writeRoots(
  roots: Readonly<Record<RootName, unknown>>,
  folder: string,
): Promise<Record<string, string>> {
  const paths: Record<string, string> = {};
  for (const [name, root] of Object.entries(roots)) {
    const path = join(folder, `${name}.json`);
    await writeFile(path, JSON.stringify(root));
    paths[name] = path;
  }
  return paths;
}

/** What pypi_attestations says of each question, all asked of one process. */
export async function theirVerdicts(
  { python, roots }: TheirJudge,
  questions: readonly Question[],
): Promise<Verdict[]> {
  const input = [{ roots }, ...questions].map((line) => `${JSON.stringify(line)}\n`).join('');
  const output = await mustRun(python, [SCRIPT], { input });
  const verdicts = output
    .split('\n')
    .filter((line) => line !== '')
    .map((line): Verdict => JSON.parse(line));
  if (verdicts.length !== questions.length) {
    throw new Error(`${questions.length} questions and ${verdicts.length} answers`);
  }
  return verdicts;
}

/** A GitHub publisher in the words of pypi_attestations. */
export const githubPublisher = (publisher: Evidence['publisher']): AnyPublisher => ({
  kind: 'GitHub',
  ...publisher,
});
