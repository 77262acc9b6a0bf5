import { secretForms } from './secret-forms.ts';

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
