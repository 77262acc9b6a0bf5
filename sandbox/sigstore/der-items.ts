/** The items of a SEQUENCE or SET (X.690), each with its header; at most 4 length bytes each. */
export function derItems(der: Buffer): Buffer[] {
  const items: Buffer[] = [];
  const { start, end } = derContent(der);
  for (let at = start, next = at; at < end; at = next) {
    next = at + derContent(der.subarray(at)).end;
    items.push(der.subarray(at, next));
  }
  return items;
}

/** Where the content of the first item begins and ends. */
export function derContent(der: Buffer): { start: number; end: number } {
  const first = der.readUInt8(1);
  const bytes = first < 0x80 ? 0 : first & 0x7f;
  const start = 2 + bytes;
  const end = start + (bytes === 0 ? first : der.readUIntBE(2, bytes));
  if (end > der.length) throw new RangeError('a DER item that is cut short');
  return { start, end };
}
