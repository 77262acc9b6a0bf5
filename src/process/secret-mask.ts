/** Shorter texts are no secrets of ours, and hiding them would hide ordinary words. */
const SHORTEST = 8;
/** A secret that was cut off is still known by its beginning. */
const PREFIX = 16;

/**
 * Hides secrets in texts that are about to be shown. The runner masks whole secrets; a
 * server that repeats one in an answer that is cut short would get the rest past it.
 */
export class SecretMask {
  readonly #secrets = new Set<string>();

  add(secret: string): void {
    if (secret.length >= SHORTEST) this.#secrets.add(secret);
  }

  /** The text with `***` in place of every secret, also of one that is cut off. */
  hide(text: string): string {
    let shown = text;
    for (const secret of this.#secrets) shown = hideOne(shown, secret);
    return shown;
  }
}

function hideOne(text: string, secret: string): string {
  const start = secret.slice(0, PREFIX);
  let shown = '';
  let from = 0;
  for (;;) {
    const at = text.indexOf(start, from);
    if (at < 0) return shown + text.slice(from);
    shown += `${text.slice(from, at)}***`;
    from = at + start.length;
    while (from < text.length && text[from] === secret[from - at]) from += 1;
  }
}
