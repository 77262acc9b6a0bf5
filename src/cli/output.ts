import type { Log } from '../log.ts';
import { SecretMask } from '../process/secret-mask.ts';
import { asciiJson } from './ascii-json.ts';
import type { Terminal } from './terminal.ts';
import { paragraph, render, styled, type Text } from './text.ts';

/** Standard output and standard error of one run. Secrets are masked in both. */
export class Output {
  readonly #terminal: Pick<Terminal, 'stdout' | 'stderr'>;
  readonly #mask = new SecretMask();

  constructor(terminal: Pick<Terminal, 'stdout' | 'stderr'>) {
    this.#terminal = terminal;
  }

  /** Writes the result. */
  result(text: Text): void {
    const { stdout } = this.#terminal;
    stdout.write(this.#mask.hide(render(text, stdout)));
  }

  /** Writes the result for programs. */
  json(data: unknown): void {
    this.#terminal.stdout.write(`${asciiJson(data, (text) => this.#mask.hide(text))}\n`);
  }

  /** Writes what is no result. */
  note(text: Text): void {
    const { stderr } = this.#terminal;
    stderr.write(this.#mask.hide(render(text, stderr)));
  }

  /**
   * The log of a run, on standard error. Secrets are masked here: a runner's mask command
   * would write them out, and standard error may well be a file.
   */
  log({ verbose }: { readonly verbose: boolean }): Log {
    let indent = '';
    return {
      info: (line) => this.note([[indent, line]]),
      verbose: (line) => {
        if (verbose) this.note([[styled('dim', `${indent}${line}`)]]);
      },
      notice: (text) =>
        this.note([[indent, styled('bold', 'note:')], ...paragraph(text, indent.length + 2)]),
      warning: (text) =>
        this.note([[indent, styled('yellow', 'warning:')], ...paragraph(text, indent.length + 2)]),
      group: async (title, work) => {
        this.note([[styled('bold', title)]]);
        indent = '  ';
        try {
          return await work();
        } finally {
          indent = '';
        }
      },
      secret: (value) => this.#mask.add(value),
    };
  }
}
