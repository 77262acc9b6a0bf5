import type { Log } from '../../log.ts';
import { systemClock } from '../../process/create-deps.ts';
import { SecretMask } from '../../process/secret-mask.ts';
import { asciiJson } from '../../text/ascii-json.ts';
import { ProgressLines } from '../../text/progress-lines.ts';
import { ProgressBar, showsProgress } from './progress-bar.ts';
import { paragraph, render, styled, type Text } from './text.ts';

/** Standard output and standard error of one run. Secrets are masked in both. */
export class Output {
  readonly #terminal: Pick<Terminal, 'stdout' | 'stderr' | 'env'>;
  readonly #mask = new SecretMask();
  readonly #bar: ProgressBar;

  constructor(terminal: Pick<Terminal, 'stdout' | 'stderr' | 'env'>) {
    this.#terminal = terminal;
    this.#bar = new ProgressBar(terminal.stderr);
  }

  /** Hides a secret in everything that is written from now on. */
  hide(secret: string): void {
    this.#mask.add(secret);
  }

  /** Writes the result. */
  result(text: Text): void {
    const { stdout } = this.#terminal;
    this.#bar.hide();
    stdout.write(this.#mask.hide(render(text, stdout)));
  }

  /** Writes the result for programs. */
  json(data: unknown): void {
    this.#bar.hide();
    this.#terminal.stdout.write(`${asciiJson(data, (text) => this.#mask.hide(text))}\n`);
  }

  /** Writes a result as it is. */
  document(text: string): void {
    this.#bar.hide();
    this.#terminal.stdout.write(this.#mask.hide(text));
  }

  /** Writes what is no result. */
  note(text: Text): void {
    const { stderr } = this.#terminal;
    this.#bar.hide();
    stderr.write(this.#mask.hide(render(text, stderr)));
  }

  /**
   * The log of a run, on standard error. Secrets are masked here: a runner's mask command
   * would write them out, and standard error may well be a file.
   */
  log({ verbose }: { readonly verbose: boolean }): Log {
    let indent = '';
    // A stage with nothing to say has no title.
    let title: string | undefined;
    const write = (text: Text) => {
      if (title !== undefined) this.note([[styled('bold', title)]]);
      title = undefined;
      this.note(text);
    };
    const { stderr, env } = this.#terminal;
    const lines = new ProgressLines(systemClock, (line) => write(hanging(line, indent)));
    const progress = showsProgress(stderr, env['TERM']) ? this.#bar : lines;
    return {
      info: (line) => write(hanging(line, indent)),
      verbose: (line) => {
        if (verbose) write([[styled('dim', `${indent}${line}`)]]);
      },
      notice: (text) =>
        write([[indent, styled('bold', 'note:')], ...paragraph(text, indent.length + 2)]),
      warning: (text) =>
        write([[indent, styled('yellow', 'warning:')], ...paragraph(text, indent.length + 2)]),
      group: async (name, work) => {
        title = name;
        indent = '  ';
        try {
          return await work();
        } finally {
          indent = '';
          title = undefined;
        }
      },
      progress: (now) => progress.report(now),
      secret: (value) => this.hide(value),
    };
  }
}

/** A line of the log in 80 columns: what does not fit stands below, further in. */
function hanging(line: string, indent: string): Text {
  const [first = [], ...rest] = paragraph(line.replaceAll('\n', '\\n'), indent.length);
  const [before = '', text = ''] = first;
  const start = typeof text === 'string' ? text.trimEnd() : text;
  return [[before, start], ...rest.map((more) => ['  ', ...more])];
}

/** What the command line has of its process; `process` itself is one. */
export type Terminal = Pick<NodeJS.Process, 'argv' | 'env' | 'stdin' | 'stdout' | 'stderr' | 'cwd'>;
