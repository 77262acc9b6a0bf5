import * as v from 'valibot';
import { FIRST_ISSUE } from '../../json/first-issue.ts';
import { JSON_LIMITS } from '../../json/limits.ts';
import { parseJson } from '../../json/strict-json.ts';

/** Evidence of more lines than this is no evidence about one file. */
const MOST_LINES = 100;

/**
 * One JSON document, or one a line. A line that is not JSON is undefined: it fails as whatever it
 * should have been.
 */
export function jsonDocuments(text: string): readonly unknown[] {
  try {
    return [parseJson(text, JSON_LIMITS.bundle)];
  } catch {
    const lines = text.split('\n').filter((line) => line.trim() !== '');
    return lines.slice(0, MOST_LINES).map((line): unknown => {
      try {
        return parseJson(line, JSON_LIMITS.bundle);
      } catch {
        return undefined;
      }
    });
  }
}

const provenanceShape = v.object({
  attestation_bundles: v.array(v.object({ attestations: v.array(v.unknown()) })),
});

/** The attestations and bundles of evidence: those of a provenance object, or the documents themselves. */
export function signedDocuments(text: string): readonly unknown[] {
  return jsonDocuments(text).flatMap((json) => {
    const provenance = v.safeParse(provenanceShape, json, FIRST_ISSUE);
    return provenance.success
      ? provenance.output.attestation_bundles.flatMap(({ attestations }) => attestations)
      : [json];
  });
}
