/**
 * The values in a file for commands such as GITHUB_OUTPUT: `name=value`, or `name<<DELIMITER` with
 * lines up to the delimiter. The last value of a name counts. Throws on any other line.
 */
export function parseCommandFile(text: string): Record<string, string> {
  const values = new Map<string, string>();
  const lines = text.split(/\r?\n/);
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? '';
    const heredoc = /^([^=<]+)<<(.+)$/.exec(line);
    const plain = /^([^=]+)=(.*)$/.exec(line);
    if (heredoc !== null) {
      const end = lines.indexOf(heredoc[2] ?? '', at + 1);
      if (end < 0) throw new Error(`No line '${heredoc[2]}' ends the value of ${heredoc[1]}.`);
      values.set(heredoc[1] ?? '', lines.slice(at + 1, end).join('\n'));
      at = end;
    } else if (plain !== null) {
      values.set(plain[1] ?? '', plain[2] ?? '');
    } else if (line !== '') {
      throw new Error(`Neither a value nor the start of one: ${line}`);
    }
  }
  return Object.fromEntries(values);
}
