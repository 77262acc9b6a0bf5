/**
 * The parts of a member's path as unpackers read it: empty parts and `.` lead nowhere, and a
 * backslash separates folders on Windows.
 */
export function unpackedParts(path: string): readonly string[] {
  return path.split(/[/\\]/).filter((part) => part !== '' && part !== '.');
}

/** A name as file systems compare it that tell neither case nor dots and blanks at the end. */
export function foldedName(name: string): string {
  return name.replace(/[. ]+$/, '').toLowerCase();
}
