import { readWorkflow } from '../../../src/workflows/read-workflow.ts';
import type { Workflow } from '../../../src/workflows/workflow.ts';

/** A repository in one text: its files begin with `# file: PATH`, findings are marked `#! …`. */
export interface Fixture {
  readonly workflows: readonly Workflow[];
  /** `PATH:LINE SEVERITY RULE`, sorted. */
  readonly expected: readonly string[];
}

const MARK = / #! (.*)$/;
const DEFAULT_PATH = '.github/workflows/release.yml';

export function readFixture(text: string): Fixture {
  const files = new Map<string, string>();
  const expected: string[] = [];
  for (const part of text.split(/^(?=# file: )/m)) {
    const path = /^# file: (.*)$/m.exec(part)?.[1] ?? DEFAULT_PATH;
    if (path === DEFAULT_PATH && files.has(path)) throw new Error(`${path} is there twice`);
    const lines = part.split('\n');
    for (const [at, line] of lines.entries()) {
      const marks = MARK.exec(line)?.[1]?.split(', ') ?? [];
      expected.push(...marks.map((mark) => `${path}:${at + 1} ${mark}`));
    }
    files.set(path, lines.map((line) => line.replace(MARK, '')).join('\n'));
  }
  const workflows = [...files]
    .filter(([path]) => path.startsWith('.github/workflows/'))
    .map(([path, content]) => readWorkflow(path, content, (inner) => files.get(inner)));
  return { workflows, expected: expected.toSorted() };
}
