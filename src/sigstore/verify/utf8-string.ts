const UTF8_STRING_TAG = 0x0c;

/**
 * A DER UTF8String (X.690 8.23) that fills an extension exactly.
 * @param id the extension's OID, for messages
 * @throws RangeError where it is none
 */
export function utf8String(der: Uint8Array, id: string): string {
  const [tag, first = 0, second = 0, third = 0] = der;
  // The length is one byte below 128, or a count of bytes and then as few bytes as will do.
  const long = second * 256 + third;
  const [start, length] =
    first < 0x80
      ? [2, first]
      : first === 0x81 && second >= 0x80
        ? [3, second]
        : first === 0x82 && long >= 0x100
          ? [4, long]
          : [0, -1];
  if (tag !== UTF8_STRING_TAG || der.length !== start + length) {
    throw new RangeError(`the certificate's extension ${id} is no UTF8String`);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(der.subarray(start));
  } catch {
    throw new RangeError(`the certificate's extension ${id} is not UTF-8`);
  }
}
