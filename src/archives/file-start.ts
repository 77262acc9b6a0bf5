const SIGNATURES: readonly (readonly [signature: string, description: string])[] = [
  ['version https://git-lfs', 'it is a Git LFS pointer, not the file itself'],
  ['PK\x03\x04', 'it is a ZIP archive'],
  ['PK\x05\x06', 'it is an empty ZIP archive'],
  ['\x1f\x8b', 'it is a gzip archive'],
  ['BZh', 'it is a bzip2 archive'],
  ['\xfd7zXZ\x00', 'it is an xz archive'],
  ['\x28\xb5\x2f\xfd', 'it is a zstd archive'],
  ['7z\xbc\xaf\x27\x1c', 'it is a 7z archive'],
];

/** Says in plain words what a file is, going by its first bytes (some hundred are enough). */
export function describeFileStart(start: Uint8Array): string {
  if (start.length === 0) {
    return 'it is empty';
  }
  const text = Buffer.from(start).toString('latin1');
  const known = SIGNATURES.find(([signature]) => text.startsWith(signature));
  if (known !== undefined) {
    return known[1];
  }
  if (text.startsWith('ustar', 257)) {
    return 'it is a tar archive without compression';
  }
  if (/^\s*<(?:!doctype|html|\?xml)/i.test(text)) {
    return 'its first bytes look like an HTML or XML page';
  }
  if (/^[\t\n\r\x20-\x7e\x80-\xff]+$/.test(text)) {
    return 'its first bytes look like text';
  }
  return start.every((byte) => byte === 0)
    ? 'its first bytes are all zero'
    : 'its first bytes are of no known archive format';
}
