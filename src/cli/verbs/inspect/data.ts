import type {
  InspectedDistribution,
  InspectedDocument,
  InspectedFile,
  InspectedSignatures,
  InspectReport,
} from '../../../inspect/report.ts';
import { isFine } from '../../../inspect/report.ts';
import { metadataValue } from '../../../packaging/core-metadata.ts';
import { failureData } from '../../terminal/failure-text.ts';

type Data = Readonly<Record<string, unknown>>;

/** An inspection as JSON. */
export function inspectData({ index, files, findings }: InspectReport): Data {
  return {
    index: { title: index.title, 'upload-url': index.uploadUrl },
    files: files.map((file) => ({ path: file.path, ok: isFine(file), ...fileData(file) })),
    findings,
  };
}

function fileData(file: InspectedFile): Data {
  switch (file.kind) {
    case 'distribution':
      return distributionData(file);
    case 'signatures':
      return signaturesData(file);
    case 'unreadable':
      return { kind: 'unreadable', error: failureData(file.error, undefined) };
  }
}

function distributionData({ distribution, findings }: InspectedDistribution): Data {
  const { filename, parsedFilename, name, project, version, size, sha256, metadata } = distribution;
  const { description } = metadata;
  return {
    kind: parsedFilename.kind,
    filename,
    name,
    project,
    version,
    tags: parsedFilename.kind === 'wheel' ? parsedFilename.tags : [],
    size,
    sha256,
    metadata: metadata.fields.filter((field) => field.name.toLowerCase() !== 'description'),
    description:
      description === undefined
        ? null
        : {
            'content-type': metadataValue(metadata, 'Description-Content-Type') ?? null,
            size: Buffer.byteLength(description),
          },
    findings,
  };
}

function signaturesData({ isProvenance, documents }: InspectedSignatures): Data {
  return {
    kind: isProvenance ? 'provenance' : (documents[0]?.document.format ?? 'bundle'),
    documents: documents.map(documentData),
  };
}

function documentData(inspected: InspectedDocument): Data {
  const { document, publisher, beside, verification } = inspected;
  const { certificate } = document;
  return {
    format: document.format,
    'media-type': document.mediaType ?? null,
    subjects: document.subjects.map(({ name, digests }) => ({
      name: name ?? null,
      digests: Object.fromEntries(digests),
    })),
    'predicate-type': document.predicateType ?? null,
    publisher: publisher ? Object.fromEntries(publisher) : null,
    certificate: certificate
      ? {
          identity: certificate.identity ?? null,
          authority: certificate.authority,
          'not-before': new Date(certificate.notBefore).toISOString(),
          'not-after': new Date(certificate.notAfter).toISOString(),
          claims: Object.fromEntries(certificate.claims),
        }
      : null,
    'log-entries': document.logEntries.map(({ kind, logId, logIndex, integratedAt }) => ({
      kind,
      'log-id': logId ?? null,
      'log-index': logIndex ?? null,
      'integrated-time': integratedAt === undefined ? null : new Date(integratedAt).toISOString(),
    })),
    timestamps: document.timestamps,
    refusals: document.refusals,
    beside: beside ?? null,
    verification,
  };
}
