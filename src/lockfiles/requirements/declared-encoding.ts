import { LockDefect } from '../lock-defect.ts';

/** As pip 26.3 looks for it (`req_file.py`, `_decode_req_file`), after PEP 263. */
const DECLARATION = /coding[:=][ \t\r\f\v]*([-\w.]+)/;
const UTF_8 = /^utf[-_]?8(?:[-_]sig)?$/i;

/**
 * Refuses a file whose first or second line declares an encoding other than UTF-8, such as
 * `# -*- coding: utf-7 -*-`. pip decodes the file by it, so a comment here can be a requirement
 * there.
 * @throws LockDefect at the line
 */
export function requireUtf8(path: string, text: string): void {
  for (const [index, line] of text.split('\n', 2).entries()) {
    const encoding = line.startsWith('#') ? DECLARATION.exec(line)?.[1] : undefined;
    if (encoding === undefined || UTF_8.test(encoding)) continue;
    throw new LockDefect(
      { path, line: index + 1 },
      `declares the encoding ${JSON.stringify(encoding.slice(0, 40))}, in which pip would read other requirements than are written here`,
      'Save the file as UTF-8 and remove the declaration.',
    );
  }
}
