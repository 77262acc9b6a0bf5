import * as v from 'valibot';
import { FIRST_ISSUE } from '../json/first-issue.ts';
import { JSON_LIMITS } from '../json/limits.ts';
import { parseJson } from '../json/strict-json.ts';
import type { VerificationSubject } from '../provenance/subject.ts';
import { rawSignedDocument } from '../sigstore/read/signed-document.ts';
import { signedDocuments } from './evidence/json-documents.ts';
import type { GivenEvidence } from './evidence/provided.ts';

/**
 * Evidence that was given and is about none of the files that are looked at: it is empty, or it is
 * about other bytes. Nothing is verified here.
 */
export function strayEvidence(
  given: readonly GivenEvidence[],
  subjects: readonly VerificationSubject[],
): readonly GivenEvidence[] {
  const wanted = new Set(subjects.flatMap(({ sha256 }) => sha256 ?? []));
  return given.filter(({ text }) => {
    const documents = signedDocuments(text);
    return !documents.some((json) => claimedDigests(json).some((digest) => wanted.has(digest)));
  });
}

/** SHA-256 digests of the files that a document says it is about; lower-case hex. */
function claimedDigests(json: unknown): readonly string[] {
  try {
    const { statement, message } = rawSignedDocument(json);
    if (message !== undefined) return [Buffer.from(message.digest, 'base64').toString('hex')];
    const text = Buffer.from(statement ?? '', 'base64').toString('utf8');
    const { subject } = v.parse(
      statementShape,
      parseJson(text, JSON_LIMITS.statement),
      FIRST_ISSUE,
    );
    return subject.flatMap(({ digest }) => digest.sha256?.toLowerCase() ?? []);
  } catch {
    return [];
  }
}

const statementShape = v.object({
  subject: v.array(v.object({ digest: v.object({ sha256: v.optional(v.string()) }) })),
});
