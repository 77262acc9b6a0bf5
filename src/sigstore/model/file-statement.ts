import * as v from 'valibot';
import { FIRST_ISSUE } from '../../json/first-issue.ts';
import { JSON_LIMITS } from '../../json/limits.ts';
import { parseStrictJson } from '../../json/strict-json.ts';

/** An in-toto statement about files of any kind, as far as it is read here. */
export interface FileStatement {
  /** The SHA-256 of each file that it is about, in lower-case hex. */
  readonly digests: readonly string[];
  readonly predicateType: string;
}

const schema = v.object({
  _type: v.picklist(['https://in-toto.io/Statement/v1', 'https://in-toto.io/Statement/v0.1']),
  subject: v.array(v.object({ digest: v.record(v.string(), v.unknown()) })),
  predicateType: v.pipe(v.string(), v.minLength(1)),
});

/**
 * Reads an in-toto Statement (v0.1 or v1) about any number of files: by their digests, as their
 * names are whatever they were called when they were made.
 * @throws RangeError that says why it is none
 */
export function parseFileStatement(bytes: Uint8Array): FileStatement {
  const result = v.safeParse(schema, readJson(bytes), FIRST_ISSUE);
  if (!result.success) {
    const [issue] = result.issues;
    throw new RangeError(
      `it signs no in-toto statement (${v.getDotPath(issue) ?? 'all of it'}: ${issue.message})`,
    );
  }
  const { subject, predicateType } = result.output;
  const digests = subject.flatMap(({ digest }) => {
    const value = Object.hasOwn(digest, 'sha256') ? digest['sha256'] : undefined;
    return typeof value === 'string' ? [value.toLowerCase()] : [];
  });
  return { digests, predicateType };
}

function readJson(bytes: Uint8Array): unknown {
  try {
    return parseStrictJson(bytes, JSON_LIMITS.statement);
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new RangeError(`the statement that it signs ${cause.message}`, { cause });
  }
}
