import type { CoreMetadata } from './core-metadata.ts';

/**
 * Longest value of a field, in characters; PyPI has no such limit. Texts that people read may be
 * longer: those are not matched against anything.
 */
const LONGEST_FIELD = 32 * 1024;
const TEXTS: ReadonlySet<string> = new Set(['description', 'license', 'summary']);
/** Lines before the body. A description or a licence can stand there, with a thousand lines each. */
const MOST_LINES = 100_000;

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/**
 * What of core metadata is so much that reading it would take gigabytes or minutes.
 * @returns what comes after "has metadata with"; undefined where all is within reason
 */
export function headerExcess(bytes: Uint8Array): string | undefined {
  let lines = 0;
  let isEmpty = true;
  for (const byte of bytes) {
    const isLineFeed = byte === LINE_FEED;
    // An empty line ends the headers, be it of CRLF.
    if (isLineFeed && isEmpty && lines > 0) return undefined;
    if (isLineFeed || byte === CARRIAGE_RETURN) lines += 1;
    if (byte !== CARRIAGE_RETURN) isEmpty = isLineFeed;
    if (lines > MOST_LINES) {
      return `more than ${MOST_LINES.toLocaleString('en-US')} lines before its description`;
    }
  }
  return undefined;
}

/**
 * A field that is longer than any is: what reads it next need not be fast with texts of megabytes.
 * @returns what comes after "has metadata with"; undefined where there is none
 */
export function fieldExcess({ fields }: CoreMetadata): string | undefined {
  const long = fields.find(
    ({ name, value }) =>
      name.length > LONGEST_FIELD ||
      (value.length > LONGEST_FIELD && !TEXTS.has(name.toLowerCase())),
  );
  if (long === undefined) return undefined;
  const name = long.name.slice(0, 40);
  const most = LONGEST_FIELD.toLocaleString('en-US');
  return `a ${name} of ${long.value.length.toLocaleString('en-US')} characters; the maximum is ${most}`;
}
