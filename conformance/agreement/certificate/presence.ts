import { extension } from '../../../sandbox/sigstore/certificate.ts';
import { objectIdentifier, sequence, TRUE, tlv } from '../../../sandbox/sigstore/der.ts';
import {
  ALTERNATIVE_NAME,
  AUTHORITY_KEY,
  EXTENDED_KEY_USAGE,
  FULCIO,
  instead,
  isOf,
  KEY_USAGE,
  type OddLeaf,
  SUBJECT_KEY,
  without,
} from './odd-leaf.ts';

const EXTENSIONS: Readonly<Record<string, string>> = {
  KeyUsage: KEY_USAGE,
  ExtendedKeyUsage: EXTENDED_KEY_USAGE,
  SubjectKeyIdentifier: SUBJECT_KEY,
  AuthorityKeyIdentifier: AUTHORITY_KEY,
  SubjectAlternativeName: ALTERNATIVE_NAME,
  ...Object.fromEntries(
    [...Array(24).keys()].map((arc) => [`.${arc + 1}`, `${FULCIO}.${arc + 1}`]),
  ),
};

export function* extensionPresence(): Generator<OddLeaf> {
  yield { group: 'as Fulcio makes it', name: 'usual', leaf: {} };
  for (const [name, oid] of Object.entries(EXTENSIONS)) {
    yield { group: 'extension left out', name, leaf: { extensions: without(oid) } };
    const twice = (usual: Buffer[]) => [...usual, ...usual.filter(isOf(oid))];
    yield { group: 'extension twice', name, leaf: { extensions: twice } };
    const flipped = (usual: Buffer[]) =>
      usual.map((one) => (isOf(oid)(one) ? withOtherCriticality(one, oid) : one));
    yield { group: 'extension critical or not', name, leaf: { extensions: flipped } };
    const garbage = instead(oid, extension(oid, Buffer.from('3003020100ff', 'hex')));
    yield { group: 'extension of garbage', name, leaf: { extensions: garbage } };
    const empty = instead(oid, extension(oid, Buffer.alloc(0)));
    yield { group: 'extension of nothing', name, leaf: { extensions: empty } };
  }
  for (const critical of [true, false]) {
    for (const oid of ['1.2.3.4', '2.5.29.54', '2.5.29.30', '1.3.6.1.5.5.7.1.1', `${FULCIO}.99`]) {
      const more = extension(oid, Buffer.from([0x05, 0x00]), critical);
      yield {
        group: 'unknown extension',
        name: `${oid} ${critical ? 'critical' : 'not critical'}`,
        leaf: { extensions: (usual) => [...usual, more] },
      };
    }
  }
  const policy = objectIdentifier('1.3.6.1.4.1.57264.2');
  const location = tlv(0x86, Buffer.from('http://ca.example.org'));
  const wellFormed: Readonly<Record<string, Buffer>> = {
    '2.5.29.32': sequence(sequence(policy)),
    '2.5.29.31': sequence(sequence(tlv(0xa0, tlv(0xa0, location)))),
    '1.3.6.1.5.5.7.1.1': sequence(sequence(objectIdentifier('1.3.6.1.5.5.7.48.2'), location)),
  };
  for (const [oid, content] of Object.entries(wellFormed)) {
    yield {
      group: 'other extension of RFC 5280',
      name: oid,
      leaf: { extensions: (usual) => [...usual, extension(oid, content)] },
    };
  }
  yield { group: 'extension left out', name: 'all', leaf: { extensions: () => [] } };
}

/** An extension is a sequence of its name, TRUE if it is critical, and its content. */
function withOtherCriticality(one: Buffer, oid: string): Buffer {
  const name = objectIdentifier(oid);
  const rest = one.subarray(one.indexOf(name) + name.length);
  return rest[0] === 0x01 ? sequence(name, rest.subarray(TRUE.length)) : sequence(name, TRUE, rest);
}
