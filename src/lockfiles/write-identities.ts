import { isDeepStrictEqual } from 'node:util';
import { ParseError, parseTOML } from 'toml-eslint-parser';
import { LockDefect } from './lock-document.ts';
import {
  type Edit,
  IDENTITIES_KEY,
  PylockLayout,
  type PylockPackage,
  plain,
} from './pylock-layout.ts';
import { parseToml } from './toml.ts';

/** An entry of `attestation-identities` (PEP 751): `kind` and what that kind has. */
export interface AttestationIdentity {
  readonly kind: string;
  readonly [member: string]: unknown;
}

/**
 * Writes `attestation-identities` into the packages of a `pylock.toml`. Every other byte of the
 * text stays: comments, layout, line ends. What is there in the form of tables
 * (`[[packages.attestation-identities]]`) is written as tables again, new ones as a list.
 *
 * @param text Of the whole file.
 * @param identitiesOf What a package should have, none at all to take them away; undefined to
 *   leave them as they are.
 * @throws LockDefect where the text is no TOML, or is laid out so that it cannot be told where a
 *   package ends
 */
export function writeIdentities(
  path: string,
  text: string,
  identitiesOf: (entry: PylockPackage) => readonly AttestationIdentity[] | undefined,
): string {
  const before = readPackages(path, text);
  const wanted = before.map((entry) => identitiesOf(entry) ?? entry.identities);
  const edits = topLevel(path, text).edits(text, before, wanted);
  const written = applyEdits(text, edits);
  const isAsMeant =
    isDeepStrictEqual(
      readPackages(path, written).map(({ identities }) => plain(identities)),
      wanted.map(plain),
    ) && isDeepStrictEqual(withoutIdentities(path, text), withoutIdentities(path, written));
  if (isAsMeant) return written;
  throw new LockDefect(
    { path, line: 1 },
    'is laid out in a way that cannot be written to',
    'Write it again with the tool that made it.',
  );
}

function applyEdits(text: string, edits: readonly Edit[]): string {
  let written = '';
  let position = 0;
  for (const edit of edits.toSorted((a, b) => a.start - b.start)) {
    written += text.slice(position, edit.start) + edit.text;
    position = edit.end;
  }
  return written + text.slice(position);
}

function readPackages(path: string, text: string): PylockPackage[] {
  const packages = parseToml(path, text)['packages'];
  return (Array.isArray(packages) ? packages : []).map((entry: Record<string, unknown>) => ({
    name: String(entry['name']),
    version: typeof entry['version'] === 'string' ? entry['version'] : undefined,
    identities: Array.isArray(entry[IDENTITIES_KEY]) ? entry[IDENTITIES_KEY] : [],
  }));
}

function withoutIdentities(path: string, text: string): unknown {
  return JSON.parse(JSON.stringify(parseToml(path, text)), (key, value) =>
    key === IDENTITIES_KEY ? undefined : value,
  );
}

function topLevel(path: string, text: string): PylockLayout {
  try {
    return new PylockLayout(parseTOML(text, { tomlVersion: 'latest' }).body[0].body);
  } catch (cause) {
    if (!(cause instanceof ParseError)) throw cause;
    throw new LockDefect({ path, line: cause.lineNumber }, 'is no TOML');
  }
}
