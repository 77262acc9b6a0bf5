/**
 * Classifiers from an indented list: a blank a level, ` ::` at the end of a line that is no
 * classifier itself. Takes a third of the room that whole names would.
 */
export function readTree(text: string): string[] {
  const names: string[] = [];
  const path: string[] = [];
  for (const line of text.split('\n').filter((each) => each !== '')) {
    const isGroup = line.endsWith(' ::');
    const part = line.trimStart();
    const depth = line.length - part.length;
    path.splice(depth, path.length, isGroup ? part.slice(0, -' ::'.length) : part);
    if (!isGroup) names.push(path.join(' :: '));
  }
  return names;
}

/** Words by their lower-case form. */
export function readWords(text: string): ReadonlyMap<string, string> {
  return new Map(
    text
      .trim()
      .split(/\s+/)
      .map((word) => [word.toLowerCase(), word]),
  );
}
