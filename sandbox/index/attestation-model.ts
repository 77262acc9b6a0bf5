import { member } from '../http/json.ts';

/** A PEP 740 attestation object; entries are as in a Sigstore bundle. */
export interface Attestation {
  readonly version: 1;
  readonly verification_material: {
    /** Base64 of the DER leaf. */
    readonly certificate: string;
    readonly transparency_entries: readonly object[];
    /** Base64 of RFC 3161 timestamps (pypi/pypi-attestations#143); PyPI drops them. */
    readonly timestamps?: readonly string[];
  };
  readonly envelope: {
    /** Base64 of the signed statement. */
    readonly statement: string;
    /** Base64 of the DER signature. */
    readonly signature: string;
  };
}

/** The text is no list of attestations; the message has several lines, as pydantic's has. */
export class MalformedAttestations extends Error {}

interface Problem {
  readonly at: string;
  readonly text: string;
}

/** The attestations in a form field, members that PEP 740 does not know dropped. */
export function parseAttestations(text: string): Attestation[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw malformed([
      { at: '', text: 'Invalid JSON: expected value at line 1 column 1 [type=json_invalid]' },
    ]);
  }
  if (!Array.isArray(value)) {
    throw malformed([{ at: '', text: 'Input should be a valid array [type=list_type]' }]);
  }
  const problems: Problem[] = [];
  const attestations = value.map((item: unknown, at) => attestation(item, `${at}`, problems));
  if (problems.length > 0) throw malformed(problems);
  return attestations;
}

function malformed(problems: readonly Problem[]): MalformedAttestations {
  const plural = problems.length === 1 ? '' : 's';
  const lines = problems.map(({ at, text }) => (at === '' ? `  ${text}` : `${at}\n  ${text}`));
  return new MalformedAttestations(
    `${problems.length} validation error${plural} for list[Attestation]\n${lines.join('\n')}`,
  );
}

/** Stands for an attestation that has problems; it is never used. */
const EMPTY: Attestation = {
  version: 1,
  verification_material: { certificate: '', transparency_entries: [] },
  envelope: { statement: '', signature: '' },
};

function attestation(item: unknown, at: string, problems: Problem[]): Attestation {
  const version = member(item, 'version');
  if (version === undefined)
    problems.push({ at: `${at}.version`, text: 'Field required [type=missing]' });
  else if (version !== 1) {
    problems.push({ at: `${at}.version`, text: 'Input should be 1 [type=literal_error]' });
  }
  const missing = ['verification_material', 'envelope'].filter(
    (name) => member(item, name) === undefined,
  );
  for (const name of missing) {
    problems.push({ at: `${at}.${name}`, text: 'Field required [type=missing]' });
  }
  if (missing.length > 0) return EMPTY;
  return {
    version: 1,
    verification_material: {
      certificate: base64(item, ['verification_material', 'certificate'], at, problems),
      transparency_entries: entries(item, at, problems),
      ...timestampsOf(item),
    },
    envelope: {
      statement: base64(item, ['envelope', 'statement'], at, problems),
      signature: base64(item, ['envelope', 'signature'], at, problems),
    },
  };
}

function timestampsOf(item: unknown): { readonly timestamps?: readonly string[] } {
  const timestamps = member(item, 'verification_material', 'timestamps');
  return Array.isArray(timestamps) ? { timestamps: timestamps.map(String) } : {};
}

function entries(item: unknown, at: string, problems: Problem[]): object[] {
  const path = `${at}.verification_material.transparency_entries`;
  const value = member(item, 'verification_material', 'transparency_entries');
  if (!Array.isArray(value)) {
    const text =
      value === undefined
        ? 'Field required [type=missing]'
        : 'Input should be a valid array [type=list_type]';
    problems.push({ at: path, text });
    return [];
  }
  if (value.length === 0) {
    const text = 'List should have at least 1 item after validation, not 0 [type=too_short]';
    problems.push({ at: path, text });
  }
  return value.map((entry: unknown, index): object => {
    if (typeof entry === 'object' && entry !== null && !Array.isArray(entry)) return entry;
    problems.push({ at: `${path}.${index}`, text: 'Input should be an object [type=dict_type]' });
    return {};
  });
}

/**
 * Base64 as Python's decoder takes it: other characters than the standard alphabet are skipped, the
 * padding must be there. Returned in its plain form.
 */
function base64(
  item: unknown,
  path: readonly string[],
  index: string,
  problems: Problem[],
): string {
  const at = [index, ...path].join('.');
  const value = member(item, ...path);
  if (typeof value !== 'string') {
    const text =
      value === undefined
        ? 'Field required [type=missing]'
        : 'Input should be a valid bytes [type=bytes_type]';
    problems.push({ at, text });
    return '';
  }
  const kept = value.replaceAll(/[^A-Za-z0-9+/=]/g, '');
  if (kept.length % 4 !== 0) {
    problems.push({ at, text: "Base64 decoding error: 'Incorrect padding' [type=base64_decode]" });
  }
  return Buffer.from(kept, 'base64').toString('base64');
}
