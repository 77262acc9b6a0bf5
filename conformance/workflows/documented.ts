export interface DocumentedWorkflow {
  /** The line of the document on which it begins, from 1. */
  readonly line: number;
  readonly text: string;
}

/** The whole workflows among a Markdown document's fenced YAML blocks: those with jobs. */
export function documentedWorkflows(markdown: string): DocumentedWorkflow[] {
  const found: DocumentedWorkflow[] = [];
  let block: { readonly line: number; readonly lines: string[] } | undefined;
  for (const [index, line] of markdown.split('\n').entries()) {
    if (block === undefined) {
      block = /^```ya?ml\s*$/.test(line) ? { line: index + 2, lines: [] } : undefined;
    } else if (line.startsWith('```')) {
      if (block.lines.includes('jobs:')) {
        found.push({ line: block.line, text: `${block.lines.join('\n')}\n` });
      }
      block = undefined;
    } else {
      block.lines.push(line);
    }
  }
  return found;
}
