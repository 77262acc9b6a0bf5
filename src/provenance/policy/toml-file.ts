import { parse, TomlDate, TomlError } from 'smol-toml';
import * as v from 'valibot';
import { PublishError } from '../../errors.ts';

/**
 * Files that people write are small; larger ones are a mistake or an attack. A pin has some 200
 * characters. All that is wrong is told, not the first thing only, and so is bounded by this alone.
 */
const MOST_CHARACTERS = 1024 * 1024;

/**
 * Reads a TOML file of a known form. A key that nobody knows is an error: it is most often a
 * mistyped one, and what it was meant to forbid would pass.
 * @param path the file's name, for messages
 * @throws PublishError `invalid-configuration`
 */
export function readTomlFile<T>(
  text: string,
  path: string,
  schema: v.GenericSchema<unknown, T>,
): T {
  if (text.length > MOST_CHARACTERS) throw wrong(path, 'it is too large');
  const file = parsed(text, path);
  const inherited = inheritedKey(file);
  if (inherited !== undefined) throw wrong(path, `\n- ${inherited}: no such key is known`);
  const result = v.safeParse(schema, file, { abortEarly: false });
  if (result.success) return result.output;
  const problems = result.issues.slice(0, 10).map((issue) => {
    const where = v.getDotPath(issue) ?? 'the file';
    const isUnknown = issue.type === 'strict_object' && issue.expected === 'never';
    return `- ${where}: ${isUnknown ? 'no such key is known' : issue.message}`;
  });
  throw wrong(path, ['', ...problems].join('\n'));
}

/** A key that every object has, such as `constructor`, passes for a known one where it is looked up. */
function inheritedKey(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || value instanceof Date) return undefined;
  for (const [key, within] of Object.entries(value)) {
    if (!Array.isArray(value) && key in Object.prototype) return key;
    const found = inheritedKey(within);
    if (found !== undefined) return `${key}.${found}`;
  }
  return undefined;
}

function parsed(text: string, path: string): unknown {
  try {
    return parse(text);
  } catch (cause) {
    if (cause instanceof TomlError) {
      throw wrong(path, `line ${cause.line} is no TOML (${cause.message.split('\n')[0]})`, cause);
    }
    throw wrong(path, 'it is no TOML', cause);
  }
}

function wrong(path: string, why: string, cause?: unknown): PublishError {
  return new PublishError({
    code: 'invalid-configuration',
    message: `${path} cannot be used: ${why}`,
    remedy: 'Fix the file; docs/verify.md lists its keys. Nothing was verified.',
    cause,
  });
}

/** A day, as a TOML date or as text: `2027-01-31`. */
export const daySchema: v.GenericSchema<unknown, string> = v.pipe(
  v.unknown(),
  v.transform((value) =>
    value instanceof TomlDate && value.isDate() ? value.toISOString() : value,
  ),
  v.string('a date is needed, such as 2027-01-31'),
  v.isoDate('a date is needed, such as 2027-01-31'),
);

/** A number that identifies something: as TOML integer or as text of digits. */
export const idSchema: v.GenericSchema<unknown, string> = v.pipe(
  v.union([v.string(), v.pipe(v.number(), v.safeInteger())], 'a number is needed'),
  v.transform(String),
  v.regex(/^\d{1,20}$/, 'a number is needed'),
);

/** A project's name in any spelling. */
export const textSchema = v.pipe(v.string('a text is needed'), v.nonEmpty('it is empty'));
