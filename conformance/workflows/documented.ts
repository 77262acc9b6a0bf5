export interface DocumentedYaml {
  /** The line of the document on which it begins, from 1. */
  readonly line: number;
  /** A whole workflow, steps of a job, or the metadata of an action. */
  readonly kind: 'workflow' | 'steps' | 'action' | 'keys';
  /** As it is written. */
  readonly text: string;
}

/** What documents write for the commit of a release, which they cannot know. */
const COMMIT = /@COMMIT\b/g;
const SOME_COMMIT = `@${'0'.repeat(40)}`;

/** A Markdown document's fenced YAML blocks. */
export function documentedYaml(markdown: string): DocumentedYaml[] {
  const found: DocumentedYaml[] = [];
  let block: { readonly line: number; readonly lines: string[] } | undefined;
  for (const [index, line] of markdown.split('\n').entries()) {
    if (block === undefined) {
      block = /^```ya?ml\s*$/.test(line) ? { line: index + 2, lines: [] } : undefined;
    } else if (line.startsWith('```')) {
      const text = `${block.lines.join('\n')}\n`;
      found.push({ line: block.line, kind: kindOf(block.lines), text });
      block = undefined;
    } else {
      block.lines.push(line);
    }
  }
  return found;
}

function kindOf(lines: readonly string[]): DocumentedYaml['kind'] {
  if (lines.includes('jobs:')) return 'workflow';
  if (lines.includes('runs:')) return 'action';
  return /^\s*- (?:uses|run|name):/.test(lines[0] ?? '') ? 'steps' : 'keys';
}

/**
 * A workflow with the block in it, for linters; the action's metadata where it is that.
 * @returns undefined for configuration of something else
 */
export function lintable({ kind, text }: DocumentedYaml): string | undefined {
  const committed = text.replaceAll(COMMIT, SOME_COMMIT);
  if (kind === 'workflow' || kind === 'action') return committed;
  const job = (keys: string, steps: string) =>
    `name: documented\non: push\n\npermissions: {}\n\njobs:\n  documented:\n    runs-on: ubuntu-latest\n${keys}    steps:\n${steps}`;
  if (kind === 'steps') {
    const own = /^ */.exec(committed)?.[0].length ?? 0;
    const steps = committed.replace(new RegExp(`^ {${own}}`, 'gm'), '      ');
    // Where documents show steps, their job publishes or signs.
    return job('    permissions:\n      id-token: write\n', steps);
  }
  return /^(?:permissions|environment|concurrency):/.test(committed)
    ? job(committed.replaceAll(/^(?=.)/gm, '    '), '      - run: echo\n')
    : undefined;
}
