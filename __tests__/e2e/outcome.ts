import type { PublishRun } from '../../sandbox/publish-run.ts';

/** One object of the output `files`. */
export interface ReportedFile {
  readonly name: string;
  readonly project: string;
  readonly version: string;
  readonly size: number;
  readonly sha256: string;
  readonly status: string;
  readonly confirmed: boolean | null;
  readonly url: string | null;
  readonly attestation: string | null;
  readonly 'log-index': string | null;
}

export const reportedFiles = (run: PublishRun): ReportedFile[] =>
  JSON.parse(run.outputs['files'] ?? 'null') as ReportedFile[];

/** The statuses in the order of the output `files`. */
export const statuses = (run: PublishRun): string[] =>
  reportedFiles(run).map(({ status }) => status);

/** The outputs that count files. */
export const counts = ({ outputs }: PublishRun) => ({
  uploaded: Number(outputs['uploaded-count']),
  skipped: Number(outputs['skipped-count']),
  failed: Number(outputs['failed-count']),
});

/** The texts of the annotations of one level, as a runner reads them. */
export function annotations(run: PublishRun, level: 'error' | 'warning' | 'notice'): string[] {
  const command = new RegExp(`^::${level}(?: [^:]*)?::(.*)$`, 'gm');
  return [...run.stdout.matchAll(command)].map(([, text = '']) => unescaped(text));
}

/** The error that a run ended with: its code and its text; empty where it ended well. */
export function failure(run: PublishRun): { readonly code: string; readonly text: string } {
  const code = /^::error title=Publishing failed%3A ([a-z-]+)::/m.exec(run.stdout)?.[1] ?? '';
  return { code, text: annotations(run, 'error').join('\n') };
}

/** The rows of the summary's table of files, without markup, by the titles of the columns. */
export function summaryTable(run: PublishRun): Readonly<Record<string, string>>[] {
  const lines = run.summary.split('\n').filter((line) => line.startsWith('|'));
  const cells = lines.map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => plainText(cell).trim()),
  );
  const [titles = [], , ...rows] = cells;
  return rows.map((row) => Object.fromEntries(titles.map((title, at) => [title, row[at] ?? ''])));
}

/** Markdown of the summary as it reads: tags dropped, character references resolved. */
export function plainText(markdown: string): string {
  return markdown
    .replaceAll(/<br>\n?/g, '\n')
    .replaceAll(/<[^<>]*>/g, '')
    .replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll('&nbsp;', ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

const unescaped = (text: string): string =>
  text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
