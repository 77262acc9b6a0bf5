import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

export const ROOT = resolve(import.meta.dirname, '../..');

/** A fenced block of a document. */
export interface Block {
  readonly language: string;
  /** Of its first line of content, from 1. */
  readonly line: number;
  readonly text: string;
}

export interface Document {
  /** From the root, with `/`. */
  readonly path: string;
  readonly blocks: readonly Block[];
  /** The text without what stands in blocks and in code type. */
  readonly prose: string;
  /** What its headings can be linked by. */
  readonly anchors: ReadonlySet<string>;
}

/** Every document that people read. */
export function readDocuments(): readonly Document[] {
  return globSync(['*.md', 'docs/**/*.md', 'examples/**/*.md'], { cwd: ROOT })
    .map((path) => path.replaceAll('\\', '/'))
    .sort()
    .map(readDocument);
}

function readDocument(path: string): Document {
  const blocks: Block[] = [];
  const prose: string[] = [];
  let block: { language: string; line: number; fence: string; lines: string[] } | undefined;
  for (const [at, line] of readFileSync(join(ROOT, path), 'utf8').split('\n').entries()) {
    if (block && line.trim() === block.fence) {
      const { language, line: first, lines } = block;
      blocks.push({ language, line: first, text: `${lines.join('\n')}\n` });
      block = undefined;
    } else if (block) {
      block.lines.push(line);
    } else {
      const [, fence, language = ''] = /^\s*(`{3,})([\w-]*)\s*$/.exec(line) ?? [];
      if (fence === undefined) prose.push(line);
      else block = { language, line: at + 2, fence, lines: [] };
    }
  }
  if (block) throw new Error(`${path}:${block.line}: a block without an end`);
  const headings = prose.filter((line) => /^#{1,6} /.test(line));
  const text = prose.map((line) => (/^ {4}/.test(line) ? '' : line)).join('\n');
  return {
    path,
    blocks,
    prose: text.replaceAll(/`[^`\n]*`/g, ''),
    anchors: anchorsOf(headings),
  };
}

/** GitHub's rule: lower case, punctuation gone, spaces as hyphens, numbers behind what is there. */
function anchorsOf(headings: readonly string[]): ReadonlySet<string> {
  const counts = new Map<string, number>();
  const anchors = headings.map((heading) => {
    const slug = heading
      .replace(/^#+ /, '')
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\p{M}_ -]/gu, '')
      .replaceAll(' ', '-');
    const before = counts.get(slug) ?? 0;
    counts.set(slug, before + 1);
    return before === 0 ? slug : `${slug}-${before}`;
  });
  return new Set(anchors);
}
