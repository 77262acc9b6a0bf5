import * as v from 'valibot';

/**
 * A text that is base64 (RFC 4648 4) with its padding, and not empty. Valibot's own `base64` takes
 * the same texts, two letters beyond ASCII apart, and looks at each group of four by itself: with a
 * release of a thousand wheels that was half a second.
 */
export const base64Schema = v.pipe(
  v.string(),
  v.check((text) => text.length % 4 === 0 && /^[\da-z+/]*={0,2}$/i.test(text), 'it is no base64'),
  v.nonEmpty('it is empty'),
);
