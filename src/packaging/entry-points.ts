import { stripSpace } from '../text/python-text.ts';

/** Sections whose names become files on a user's path. */
const SCRIPT_SECTIONS: readonly string[] = ['console_scripts', 'gui_scripts'];
/** Its values stand in every section. */
const DEFAULT_SECTION = 'DEFAULT';
const SCRIPT_NAME = /^[\p{L}\p{N}_.-]+$/u;

/**
 * What is wrong with an entry_points.txt (the entry points specification), judged as PyPI judges
 * it: UTF-8, what Python's strict `ConfigParser` with `=` as its only delimiter reads, and script
 * names of letters, digits, `_`, `.` and `-`.
 * @returns undefined where nothing is
 */
export function entryPointsDefect(bytes: Uint8Array): string | undefined {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return 'is not UTF-8';
  }
  const sections = readSections(text);
  return typeof sections === 'string' ? sections : invalidScript(sections);
}

type Sections = ReadonlyMap<string, ReadonlySet<string>>;

function readSections(text: string): Sections | string {
  const sections = new Map<string, Set<string>>([[DEFAULT_SECTION, new Set()]]);
  const opened = new Set<string>();
  let names: Set<string> | undefined;
  let hasName = false;
  let indent = 0;
  for (const [index, line] of text.split('\n').entries()) {
    const value = stripSpace(line);
    // Empty lines and whole-line comments end no value.
    if (value === '' || value.startsWith('#') || value.startsWith(';')) continue;
    const lineIndent = line.indexOf(value[0] ?? '');
    if (names && hasName && lineIndent > indent) continue;
    indent = lineIndent;
    const header = /^\[(.+)\]/.exec(value)?.[1];
    if (header !== undefined) {
      if (opened.has(header)) return `has the section [${header}] twice`;
      if (header !== DEFAULT_SECTION) opened.add(header);
      names = sections.get(header) ?? new Set();
      sections.set(header, names);
      hasName = false;
      continue;
    }
    if (!names) return `begins with no section (line ${index + 1})`;
    const equals = value.indexOf('=');
    const name = stripSpace(value.slice(0, Math.max(equals, 0)));
    if (name === '') return `has a line that is not "name = object" (line ${index + 1})`;
    if (names.has(name)) return `has ${name} twice in one section (line ${index + 1})`;
    names.add(name);
    hasName = true;
  }
  return sections;
}

function invalidScript(sections: Sections): string | undefined {
  const defaults = sections.get(DEFAULT_SECTION) ?? [];
  for (const section of SCRIPT_SECTIONS) {
    const names = sections.get(section);
    const invalid = names && [...names, ...defaults].find((name) => !SCRIPT_NAME.test(name));
    if (invalid !== undefined) {
      return `has ${JSON.stringify(invalid)} in [${section}], which is no name for a script`;
    }
  }
  return undefined;
}
