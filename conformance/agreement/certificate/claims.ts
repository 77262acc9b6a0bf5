import { octetString, sequence, tlv, utf8String } from '../../../sandbox/sigstore/der.ts';
import { claim, type OddLeaf, REPOSITORY, SHA, WORKFLOW } from './odd-leaf.ts';

const USED: Readonly<Record<number, string>> = {
  8: 'https://token.actions.githubusercontent.com',
  12: `https://github.com/${REPOSITORY}`,
  13: SHA,
  14: 'refs/tags/v1.0.0',
  18: `https://github.com/${REPOSITORY}/.github/workflows/${WORKFLOW}@refs/tags/v1.0.0`,
};

export function* claims(): Generator<OddLeaf> {
  for (const arc of [8, 12, 13, 14, 18, 9, 15, 23, 24]) {
    const value = USED[arc] ?? 'some text';
    const bytes = Buffer.from(value);
    const length = bytes.length;
    const forms: readonly (readonly [string, Buffer])[] = [
      ['PrintableString', tlv(0x13, bytes)],
      ['IA5String', tlv(0x16, bytes)],
      ['VisibleString', tlv(0x1a, bytes)],
      ['TeletexString', tlv(0x14, bytes)],
      ['BMPString', tlv(0x1e, Buffer.from(value, 'utf16le').swap16())],
      ['OCTET STRING', octetString(bytes)],
      ['context-specific', tlv(0x8c, bytes)],
      ['constructed', tlv(0x2c, utf8String(value))],
      ['bare bytes', bytes],
      ['in a sequence', sequence(utf8String(value))],
      ['empty', utf8String('')],
      ['length in too many bytes', Buffer.concat([Buffer.from([0x0c, 0x82, 0, length]), bytes])],
      ['length of no end', Buffer.concat([Buffer.from([0x0c, 0x80]), bytes, Buffer.alloc(2)])],
      ['length too great', Buffer.concat([Buffer.from([0x0c, length + 1]), bytes])],
      ['length too small', Buffer.concat([Buffer.from([0x0c, length - 1]), bytes])],
      ['a byte after it', Buffer.concat([utf8String(value), Buffer.alloc(1)])],
      ['twice', Buffer.concat([utf8String(value), utf8String(value)])],
      ['two values, the first right', Buffer.concat([utf8String(value), utf8String('x')])],
      ['not UTF-8', tlv(0x0c, bytes, Buffer.from([0xff]))],
      ['NUL at the end', utf8String(`${value}\0`)],
      ['a line end', utf8String(`${value}\n`)],
      ['a byte order mark', utf8String(`\ufeff${value}`)],
      ['another case', utf8String(value.toUpperCase())],
      ['a blank before', utf8String(` ${value}`)],
      ['a slash after', utf8String(`${value}/`)],
      ['cut', utf8String(value.slice(0, -1))],
    ];
    for (const [name, content] of forms) {
      const group = arc in USED ? 'claim that counts' : 'claim that does not count';
      yield { group, name: `.${arc} ${name}`, leaf: claim(arc, content) };
    }
  }
}
