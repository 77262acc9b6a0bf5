/** A header and its value, one character a byte (Latin-1). */
export interface RawHeader {
  readonly name: string;
  readonly value: string;
}

/** Headers as PKG-INFO, METADATA and WHEEL have them (RFC 822), and the rest. */
export interface HeaderSection {
  readonly headers: readonly RawHeader[];
  /** What follows the headers. */
  readonly body: string;
}

/**
 * Splits a text of one character a byte into headers and body where Python's `email`
 * (`compat32`) splits it; core metadata is defined by what that module reads. What looks odd
 * here is what it does: lines end at CR, LF and CRLF only, `From ` lines are no headers,
 * a line with no name before its colon is dropped together with its continuations.
 */
export function splitHeaderSection(text: string): HeaderSection {
  const { lines, bodyStart } = headerLines(text);
  const headers: RawHeader[] = [];
  let open: { readonly name: string; readonly value: string[] } | undefined;
  let body = text.slice(bodyStart);

  const close = (): void => {
    if (open !== undefined) {
      headers.push({ name: open.name, value: withoutLineEnd(open.value.join('')) });
    }
    open = undefined;
  };

  for (const [index, line] of lines.entries()) {
    if (line.startsWith(' ') || line.startsWith('\t')) {
      open?.value.push(line);
      continue;
    }
    close();
    if (line.startsWith('From ')) {
      // The first one is a mailbox separator, the last one belongs to the body, others are noise.
      body = index > 0 && index === lines.length - 1 ? line + body : body;
      continue;
    }
    const colon = line.indexOf(':');
    if (colon > 0) {
      open = { name: line.slice(0, colon), value: [withoutIndent(line.slice(colon + 1))] };
    }
  }
  close();
  return { headers, body };
}

function headerLines(text: string): { readonly lines: string[]; readonly bodyStart: number } {
  const lines: string[] = [];
  let offset = 0;
  while (offset < text.length) {
    const end = endOfLine(text, offset);
    const line = text.slice(offset, end);
    if (!/^(?:From |[\x21-\x39\x3b-\x7e]*:|[\t ])/.test(line)) {
      const isBlank = line.startsWith('\r') || line.startsWith('\n');
      return { lines, bodyStart: isBlank ? end : offset };
    }
    lines.push(line);
    offset = end;
  }
  return { lines, bodyStart: text.length };
}

function endOfLine(text: string, from: number): number {
  for (let index = from; index < text.length; index += 1) {
    const character = text[index];
    if (character === '\n') {
      return index + 1;
    }
    if (character === '\r') {
      return text[index + 1] === '\n' ? index + 2 : index + 1;
    }
  }
  return text.length;
}

function withoutIndent(value: string): string {
  return value.replace(/^[ \t]+/, '');
}

function withoutLineEnd(value: string): string {
  let end = value.length;
  while (end > 0 && (value[end - 1] === '\n' || value[end - 1] === '\r')) {
    end -= 1;
  }
  return value.slice(0, end);
}
