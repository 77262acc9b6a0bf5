/**
 * Names from lines such as `Topic :: Utilities = A | B`: a group, and what is in it. A line that
 * begins with a blank continues the one before.
 */
export function readGroups(text: string): string[] {
  const lines = text.trim().replace(/\n +/g, ' ').split('\n');
  return lines.flatMap((line) => {
    const [group = '', members = ''] = line.split(' = ');
    return members.split(' | ').map((member) => `${group} :: ${member}`);
  });
}

/** Names from words such as `email(mime(audio base))`: `email`, `email-mime`, `email-mime-audio`, … */
export function readNested(text: string): string[] {
  const names: string[] = [];
  const around: string[] = [];
  for (const [token] of text.matchAll(/[()]|[^\s()]+/g)) {
    if (token === '(') around.push(`${names.at(-1)}-`);
    else if (token === ')') around.pop();
    else names.push(`${around.at(-1) ?? ''}${token}`);
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
