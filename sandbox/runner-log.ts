/** Standard output as a runner shows it: commands interpreted, masked values hidden. */
export function renderLog(stdout: string): string {
  const masks: string[] = [];
  const lines: string[] = [];
  let indent = '';
  for (const line of stdout.split('\n')) {
    const [, command, properties = '', value = ''] =
      /^::([a-z-]+)(?: ([^:]*))?::(.*)$/.exec(line) ?? [];
    if (command === 'add-mask') masks.push(unescaped(value));
    else if (command === 'group') {
      lines.push(`▼ ${unescaped(value)}`);
      indent = '  ';
    } else if (command === 'endgroup') indent = '';
    else if (command === undefined) lines.push(indent + masked(line, masks));
    else if (LEVELS.has(command)) {
      const title = /title=([^,]*)/.exec(properties)?.[1];
      const heading = title === undefined ? '' : `${unescaped(title)}: `;
      lines.push(`${LEVELS.get(command)}: ${masked(heading + unescaped(value), masks)}`);
    }
  }
  return lines.join('\n').trimEnd();
}

const LEVELS: ReadonlyMap<string, string> = new Map([
  ['error', 'Error'],
  ['warning', 'Warning'],
  ['notice', 'Notice'],
  ['debug', 'Debug'],
]);

const unescaped = (text: string): string =>
  text
    .replaceAll('%0D', '\r')
    .replaceAll('%0A', '\n')
    .replaceAll('%3A', ':')
    .replaceAll('%2C', ',')
    .replaceAll('%25', '%');

const masked = (text: string, masks: readonly string[]): string =>
  masks.reduce((shown, mask) => (mask === '' ? shown : shown.replaceAll(mask, '***')), text);
