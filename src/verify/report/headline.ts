import type { ReportSummary } from '../../provenance/report.ts';

/** The first line of every report: how many files and projects, and how they stand. */
export function headline(summary: ReportSummary): string {
  const { files, projects, verdicts, lost, changed } = summary;
  if (files === 0) return 'Nothing was there to verify.';
  const counts: readonly (readonly [number, string])[] = [
    [verdicts.verified, `verified${verifiedDetail(summary)}`],
    [verdicts['release-attested'], 'installed from attested releases'],
    [verdicts.unattested, 'not attested'],
    [verdicts.unbound, 'bound to no bytes'],
    [verdicts['not-applicable'], 'from no index'],
    [verdicts['not-checked'], 'NOT CHECKED'],
    [verdicts.failed, 'FAILED'],
  ];
  const shown = counts.filter(([count]) => count > 0).map(([count, text]) => `${count} ${text}`);
  const worse = [
    ...(lost > 0 ? [`${lost} LOST`] : []),
    ...(changed > 0 ? [`${changed} CHANGED`] : []),
  ];
  const start = `${counted(files, 'file')} of ${counted(projects, 'project')}`;
  const line = `${start}: ${shown.join(', ')}`;
  return worse.length === 0 ? line : `${line}; ${worse.join(', ')}`;
}

function verifiedDetail({ pinned, firstSeen }: ReportSummary): string {
  const details = [
    ...(pinned > 0 ? [`${pinned} pinned`] : []),
    ...(firstSeen > 0 ? [`${firstSeen} first seen`] : []),
  ];
  return details.length === 0 ? '' : ` (${details.join(', ')})`;
}

/** `1 file`, `2 files`: for nouns whose plural is regular. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
