import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { Refusal } from './judge.ts';
import { applyEdits, type Edit } from './mutations.ts';

const FILE = resolve(import.meta.dirname, '../../__tests__/fixtures/descriptions.jsonl.gz');

/** The first line of the file. */
export interface Header {
  /** Versions that the verdicts are of. */
  readonly docutils: string;
  readonly readme_renderer: string;
  /** Texts of which linter and judge say the same, when they were recorded. */
  readonly agreed: number;
  /** Texts that are refused where a finding has the judge's message. */
  readonly sameMessage: number;
  /** Where real texts are from, with their licences. */
  readonly sources: readonly { readonly sdist: string; readonly license: string }[];
}

/** A text as it is kept: itself, or as edits of another one further up. */
export type Kept = { readonly verdict: Refusal | null } & (
  | { readonly text: string; readonly sdist?: string; readonly member?: string }
  | { readonly base: number; readonly edits: readonly Edit[] }
);

export interface RecordedText {
  readonly text: string;
  readonly verdict: Refusal | null;
}

export interface Recorded {
  readonly header: Header;
  readonly texts: readonly RecordedText[];
}

/** The descriptions with their verdicts, one JSON object a line. */
export async function readRecorded(): Promise<Recorded> {
  const lines = gunzipSync(await readFile(FILE))
    .toString('utf8')
    .trimEnd()
    .split('\n');
  const [header, ...kept]: [Header, ...Kept[]] = JSON.parse(`[${lines.join(',')}]`);
  const texts: RecordedText[] = [];
  for (const each of kept) {
    const text = 'text' in each ? each.text : applyEdits(texts[each.base]?.text ?? '', each.edits);
    texts.push({ text, verdict: each.verdict });
  }
  return { header, texts };
}

/** @returns The size of the file in bytes. */
export async function writeRecorded(header: Header, kept: readonly Kept[]): Promise<number> {
  const lines = [header, ...kept].map((each) => `${JSON.stringify(each)}\n`);
  const bytes = gzipSync(lines.join(''), { level: 9 });
  await writeFile(FILE, bytes);
  return bytes.length;
}
