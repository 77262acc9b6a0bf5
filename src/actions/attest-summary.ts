import type { AttestReport } from '../attest/report.ts';
import { fitting, SUMMARY_BYTES } from '../text/fitting.ts';
import { markdownCode, markdownRow, markdownTable, markdownText } from '../text/markdown.ts';
import { failureParts } from './failure-parts.ts';
import type { Guide } from './guide.ts';

const HEAD = ['File', 'SHA-256', 'What was made', 'Log index'];

/** The job summary of a run that signs, as Markdown. */
export function attestSummary(report: AttestReport, guide: Guide): string {
  const { error, files, signer } = report;
  if (error) {
    const parts = failureParts(error, 'Nothing was written.', guide);
    return [`## Signing failed`, ...parts].join('\n\n').concat('\n');
  }
  const rows = files.map(({ filename, sha256, kind, logIndexes }) =>
    markdownRow([
      markdownText(filename),
      markdownCode(sha256),
      kind === 'distribution' ? 'PEP 740 attestation' : 'Sigstore bundle',
      markdownText(logIndexes.join(', ')),
    ]),
  );
  const shown = fitting(rows, SUMMARY_BYTES.table);
  const left = files.length - shown;
  return [
    `## Signed ${files.length} ${files.length === 1 ? 'file' : 'files'}`,
    `Signer: ${markdownCode(signer ?? '')}`,
    [markdownTable(HEAD, []), ...rows.slice(0, shown)].join('\n'),
    ...(left > 0 ? [`${left.toLocaleString('en-US')} more files are not shown here.`] : []),
  ]
    .join('\n\n')
    .concat('\n');
}
