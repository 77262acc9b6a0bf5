import type { Log, Progress } from '../../src/log.ts';

/** A log that keeps what it is told. */
export interface KeptLog extends Log {
  readonly infos: string[];
  readonly verboses: string[];
  readonly notices: string[];
  readonly warnings: string[];
  readonly secrets: string[];
  readonly progresses: Progress[];
}

export function makeLog(): KeptLog {
  const log = {
    infos: [] as string[],
    verboses: [] as string[],
    notices: [] as string[],
    warnings: [] as string[],
    secrets: [] as string[],
    progresses: [] as Progress[],
  };
  return {
    ...log,
    info: (line) => void log.infos.push(line),
    verbose: (line) => void log.verboses.push(line),
    notice: (text) => void log.notices.push(text),
    warning: (text) => void log.warnings.push(text),
    secret: (value) => void log.secrets.push(value),
    progress: (progress) => void log.progresses.push(progress),
    group: (_title, work) => work(),
  };
}
