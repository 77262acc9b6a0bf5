import type { VerifiedItem } from '../../provenance/report.ts';

/** More than these are counted. */
const SHOWN = 20;

/**
 * Names what comes from no index, in one line: nothing was verified of it.
 * @returns undefined where there is none
 */
export function elsewhereText(items: readonly VerifiedItem[]): string | undefined {
  const names = items.flatMap(({ subject: { project, elsewhere } }) =>
    elsewhere === undefined ? [] : [project ? `${project} (${elsewhere})` : elsewhere],
  );
  const all = [...new Set(names)];
  if (all.length === 0) return undefined;
  const rest = all.length > SHOWN ? ` and ${all.length - SHOWN} more` : '';
  return `Not verified, because it comes from no index: ${all.slice(0, SHOWN).join(', ')}${rest}.`;
}
