import type { AttestReport } from '../app/attest-report.ts';
import { markdownCode, markdownTable, markdownText } from '../process/markdown.ts';
import { failureParts } from './failure-parts.ts';
import type { Guide } from './guide.ts';

/** The job summary of a run that signs, as Markdown. */
export function attestSummary(report: AttestReport, guide: Guide): string {
  const { error, files, signer } = report;
  if (error) {
    const parts = failureParts(error, 'Nothing was written.', guide);
    return [`## Signing failed`, ...parts].join('\n\n').concat('\n');
  }
  const rows = files.map(({ filename, sha256, kind, logIndexes }) => [
    markdownText(filename),
    markdownCode(sha256),
    kind === 'distribution' ? 'PEP 740 attestation' : 'Sigstore bundle',
    markdownText(logIndexes.join(', ')),
  ]);
  return [
    `## Signed ${files.length} ${files.length === 1 ? 'file' : 'files'}`,
    `Signer: ${markdownCode(signer ?? '')}`,
    markdownTable(['File', 'SHA-256', 'What was made', 'Log index'], rows),
  ]
    .join('\n\n')
    .concat('\n');
}
