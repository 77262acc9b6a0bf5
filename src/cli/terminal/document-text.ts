import { type InspectedDocument, isForPypi } from '../../inspect/report.ts';
import { claimRows } from './claim-rows.ts';
import { row, styledRow, type Text } from './text.ts';

type SignedDocument = InspectedDocument['document'];
type Certificate = NonNullable<SignedDocument['certificate']>;

/**
 * An attestation or a bundle as a person would want to read it.
 * @param shortPath how paths are shown
 */
export function documentText(
  { document, publisher, beside, verification }: InspectedDocument,
  shortPath: (path: string) => string,
): Text {
  return [
    ...row('format', formatOf(document)),
    ...document.subjects.flatMap(({ name, digests }) => [
      ...row('about', name ?? 'a file without a name'),
      ...[...digests].flatMap(([algorithm, digest]) => row(algorithm.slice(0, 11), digest)),
    ]),
    ...besideText(beside, shortPath),
    ...row('predicate', document.predicateType ?? 'none: it signs the bytes of the file'),
    ...(publisher
      ? row('publisher', [...publisher].map(([key, value]) => `${key} ${value}`).join(', '))
      : []),
    ...(document.certificate ? certificateText(document.certificate) : row('certificate', 'none')),
    ...document.logEntries.flatMap(logEntryText),
    ...(document.logEntries.length === 0 ? row('log entry', 'none') : []),
    ...(document.timestamps > 0 ? row('timestamps', `${document.timestamps} (RFC 3161)`) : []),
    ...structureText(document),
    ...verificationText(verification),
  ];
}

function formatOf({ format, mediaType }: SignedDocument): string {
  return format === 'attestation' ? 'PEP 740 attestation' : `Sigstore bundle (${mediaType ?? ''})`;
}

function besideText(
  beside: InspectedDocument['beside'],
  shortPath: (path: string) => string,
): Text {
  if (!beside) return [];
  const path = shortPath(beside.path);
  return beside.same
    ? styledRow('green', '', `these are the bytes of ${path}`)
    : styledRow('red', '', `${path} has OTHER bytes`);
}

function certificateText({ identity, claims, authority, ...certificate }: Certificate): Text {
  const minutes = Math.round((certificate.notAfter - certificate.notBefore) / 60_000);
  return [
    ...row('signer', identity ?? 'not named by the certificate'),
    ...claimRows(claims),
    ...row('certificate', `${iso(certificate.notBefore)}, for ${minutes} minutes`),
    ...row('', `by ${authority}`),
  ];
}

function logEntryText({
  kind,
  logId,
  logIndex,
  integratedAt,
}: SignedDocument['logEntries'][number]): Text {
  const time = integratedAt === undefined ? 'without a time' : iso(integratedAt);
  return [
    ...row('log entry', `${logIndex ?? 'without an index'}, ${time} (${kind})`),
    ...row('log id', logId ?? 'none'),
  ];
}

function structureText(document: SignedDocument): Text {
  const { refusals } = document;
  if (refusals.length === 0) return styledRow('green', 'structure', 'accepted by PyPI');
  return [
    ...(isForPypi(document)
      ? styledRow('red', 'structure', 'PyPI would reject it:')
      : styledRow('dim', 'structure', 'a bundle that is not for PyPI, which would reject it:')),
    ...refusals.flatMap((reason) => row('', `- ${reason}`)),
  ];
}

function verificationText(verification: InspectedDocument['verification']): Text {
  switch (verification.kind) {
    case 'not-asked':
      return styledRow('dim', 'verified', 'not requested (--verify)');
    case 'verified':
      return styledRow('green', 'verified', 'yes: signature, certificate and log entry');
    case 'uncheckable':
      return styledRow('yellow', 'verified', `cannot be verified: ${verification.reason}`);
    case 'failed':
      return styledRow('red', 'verified', `NO: ${verification.reason}`);
  }
}

function iso(time: number): string {
  return new Date(time).toISOString().replace('.000Z', 'Z');
}
