import { usageError } from './usage-error.ts';

/** The one folder that a verb works on; this one where none is named. */
export function oneDirectory(positionals: readonly string[], verb: string): string {
  if (positionals.length > 1) throw usageError(`${verb} takes one directory.`, verb);
  return positionals[0] ?? '.';
}
