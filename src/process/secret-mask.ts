import { markdownText } from '../text/markdown.ts';

/** Shorter texts are no secrets of ours, and hiding them would hide ordinary words. */
const SHORTEST = 8;
/** A secret that was cut off is still known by its beginning. */
const PREFIX = 16;

/**
 * Hides secrets in texts that are about to be shown. The runner masks whole secrets; a
 * server that repeats one in an answer that is cut short would get the rest past it.
 */
export class SecretMask {
  readonly #added = new Set<string>();
  /** With all their forms. */
  readonly #secrets = new Set<string>();

  /**
   * Hides a secret from now on, in every one of its {@link secretForms}.
   * @returns what a runner has to be told to hide; nothing where it was before
   */
  add(secret: string): readonly string[] {
    if (secret === '' || this.#added.has(secret)) return [];
    this.#added.add(secret);
    if (secret.length < SHORTEST) return [secret];
    const { parts, encoded } = secretForms(secret);
    for (const form of [...parts, ...encoded]) {
      if (form.length >= SHORTEST) this.#secrets.add(form);
    }
    return parts.filter((part) => part.length >= SHORTEST);
  }

  /** The text with `***` in place of every secret, also of one that is cut off. */
  hide(text: string): string {
    let shown = '';
    for (let from = 0; ; ) {
      const found = this.#next(text, from);
      if (found === undefined) return shown + text.slice(from);
      shown += `${text.slice(from, found.start)}***`;
      from = found.end;
    }
  }

  /**
   * The first place that holds a secret. Tokens of one service begin alike: there the one
   * that goes on for longest is meant, or the rest of it would stand behind the stars.
   */
  #next(text: string, from: number): Place | undefined {
    let first: Place | undefined;
    for (const secret of this.#secrets) {
      const start = text.indexOf(secret.slice(0, PREFIX), from);
      if (start < 0 || (first && start > first.start)) continue;
      const end = start + sharedLength(text, start, secret);
      if (!first || start < first.start || end > first.end) first = { start, end };
    }
    return first;
  }
}

interface Place {
  readonly start: number;
  /** Where the text goes on. */
  readonly end: number;
}

function sharedLength(text: string, start: number, secret: string): number {
  let length = 0;
  while (length < secret.length && text[start + length] === secret[length]) length += 1;
  return length;
}

/** A JSON Web Token (RFC 7519) as ID tokens have it: header, payload, signature. */
const JWT = /^eyJ[\w-]*\.([\w-]+)\.([\w-]+)$/;
/** An API or upload token of PyPI; what follows the prefix is the token itself. */
const PYPI_TOKEN = /^pypi-(.+)$/;

/** How a secret may stand in a text, without duplicates. */
interface SecretForms {
  /** The secret itself, its lines, and the inner parts of a token. */
  readonly parts: readonly string[];
  /**
   * The same percent-encoded, as JSON (also in ASCII), as HTML or Markdown; and Base64 of the secret
   * at any place of a longer text: without its first 0, 1 or 2 bytes. A runner hides most of these by
   * itself (actions/runner, `ValueEncoders.cs`, 2026-11), and none of those that only we write.
   */
  readonly encoded: readonly string[];
}

/**
 * The forms in which a secret could be shown by accident or by a server that repeats it. Of a JSON
 * Web Token all tokens of a service share the header, so payload and signature count by themselves.
 */
function secretForms(secret: string): SecretForms {
  const [, ...inner] = JWT.exec(secret) ?? PYPI_TOKEN.exec(secret) ?? [];
  const parts = new Set([secret, ...lines(secret), ...inner]);
  const encoded = new Set([...[...parts].flatMap(escapedForms), ...base64Forms(secret)]);
  return { parts: [...parts], encoded: [...encoded].filter((form) => !parts.has(form)) };
}

function lines(secret: string): readonly string[] {
  return secret.split(/[\r\n]+/).filter((line) => line !== '' && line !== secret);
}

function escapedForms(text: string): readonly string[] {
  const uri = encodeURIComponent(text.toWellFormed());
  const strictUri = uri.replace(/[!'()*]/g, (one) => `%${hex(one, 2).toUpperCase()}`);
  const query = new URLSearchParams({ '': text }).toString().slice(1);
  const json = JSON.stringify(text).slice(1, -1);
  const html = escapedHtml(text);
  return [
    ...[uri, strictUri, query].flatMap((form) => [form, inLowerCase(form)]),
    json,
    json.replaceAll('/', '\\/'),
    json.replace(/[^\x20-\x7e]/g, (unit) => `\\u${hex(unit, 4)}`),
    html,
    html.replaceAll('"', '&quot;').replaceAll("'", '&#39;'),
    html.replaceAll('"', '&quot;').replaceAll("'", '&#x27;'),
    html.replaceAll('"', '&#34;').replaceAll("'", '&#39;'),
    markdownText(text),
  ];
}

function inLowerCase(uri: string): string {
  return uri.replace(/%[0-9A-F]{2}/g, (one) => one.toLowerCase());
}

function escapedHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function hex(unit: string, digits: number): string {
  return unit.charCodeAt(0).toString(16).padStart(digits, '0');
}

function base64Forms(secret: string): readonly string[] {
  const bytes = Buffer.from(secret);
  const forms: string[] = [];
  for (const skipped of [0, 1, 2]) {
    const rest = bytes.subarray(skipped);
    // The last character of an incomplete group depends on what follows the secret.
    const whole = rest.subarray(0, rest.length - (rest.length % 3));
    for (const encoding of ['base64', 'base64url'] as const) {
      forms.push(rest.toString(encoding).replace(/=+$/, ''), whole.toString(encoding));
    }
  }
  return forms;
}
