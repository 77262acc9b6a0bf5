import type { Deps } from '../run/deps.ts';
import type { ReleaseRecord } from './report.ts';

/** Warns of something about the release as a whole: an annotation, and a line of the summary. */
export function warnOfRelease(text: string, record: ReleaseRecord, deps: Pick<Deps, 'log'>): void {
  record.warnings.push(text);
  deps.log.warning(text);
}
