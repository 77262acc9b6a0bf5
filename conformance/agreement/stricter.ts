/** Why we refuse what pypi_attestations accepts, in some classes of mutation. */
export interface Strictness {
  readonly groups: readonly string[];
  /** What our refusal says in these cases. */
  readonly because: RegExp;
  /** The reason holds for what at least one judge refuses, and for nothing else. */
  readonly refusedByOther?: true;
  readonly reason: string;
}

/** Each is needed by at least one case of each of its classes; there are no others. */
export const STRICTER: readonly Strictness[] = [
  {
    groups: [
      'base64 with white space',
      'base64 with other characters',
      'base64 with more padding',
      'base64 after base64',
      'one character other',
    ],
    because: /it is no base64\)$/,
    reason:
      "Python's decoder drops what is no base64 and stops at padding. Others decode such text to other bytes or not at all, and attestations are served as they were uploaded.",
  },
  {
    groups: ['number in another spelling'],
    because: /it is no number of at most 20 digits\)$/,
    reason:
      "Python's int() reads signs, blanks, underscores and the digits of every script; protobuf's JSON form, which entries are in, has decimal digits only.",
  },
  {
    groups: ['member in snake_case'],
    because: /^it is no PEP 740 attestation \(verification_material\.transparency_entries\.0\./,
    reason:
      'An accident of the Python model. Entries of attestations in use have the names of protobuf JSON.',
  },
  {
    groups: ['version in another spelling', 'member of another type'],
    because: /\(version: Invalid type: Expected 1 but received true\)$/,
    reason: 'True equals 1 in Python. PEP 740 says that the version is the integer 1.',
  },
  {
    groups: ['numbers beyond JSON', 'statement: numbers'],
    because: /is no JSON$/,
    reason: 'NaN and Infinity are no JSON (RFC 8259), though pydantic reads them.',
  },
  {
    groups: ['numbers beyond JSON', 'statement: numbers'],
    because: /has a number out of range$/,
    reason:
      'A number that no double holds is read differently by every reader (RFC 8259 6). Nothing that PEP 740 knows has one.',
  },
  {
    groups: ['several entries'],
    because: /^(?:duplicate timestamp$|it is no PEP 740 attestation \(.*transparency_entries\.1\.)/,
    reason:
      'pypi_attestations looks at the first entry only. What it did not look at would be served with its approval; we verify every entry.',
  },
  {
    groups: ['checkpoint', 'log entry: checkpoint'],
    because: /^its log entry's checkpoint is no signed note$/,
    reason:
      'The form is that of C2SP signed-note and tlog-checkpoint: one blank line, lines of signatures only, plain decimal sizes. Other readers (Go, sigstore-js) refuse the rest.',
  },
  {
    groups: ['checkpoint', 'log entry: checkpoint'],
    because: /^its checkpoint is signed \d+ times by the log, not once$/,
    reason:
      'Some readers verify the first signature of a key, others any. With one they cannot differ.',
  },
  {
    groups: ['checkpoint', 'log entry: checkpoint'],
    because: /^invalid checkpoint signature$/,
    reason:
      "The name beside a signature is part of a signed note's key (C2SP signed-note); @sigstore/verify wants the log's own.",
  },
  {
    groups: ['log entry: proof', 'log entry: checkpoint'],
    because:
      /^its inclusion proof and its checkpoint are of two trees$|^invalid (?:hash count|index: \d+)$/,
    reason:
      'sigstore-python compares the roots and not the sizes; a proof for another size than the log signed for proves less than it says.',
  },
  {
    groups: ['log entry: body'],
    because: /^its log entry is about another statement, signature or certificate$/,
    reason:
      'Rekor stores canonical JSON (RFC 8785) of exactly these members. A body of another text was not written by Rekor, whoever signed for it.',
  },
  {
    groups: ['statement: names of the Python model'],
    because: /^its statement is not one that PEP 740 defines \(/,
    reason:
      "An accident of the Python model, which knows its own field names too. in-toto's Statement v1 has _type, subject and predicateType.",
  },
  {
    groups: ['certificate: claim that counts'],
    because: /^the certificate's extension \S+ is no UTF8String$/,
    reason:
      "Python's decoder ignores what follows the first value and takes constructed strings and long lengths, none of which DER allows. A claim that readers read differently names no one.",
  },
  {
    groups: [
      'certificate: claim that does not count',
      'certificate: extension of garbage',
      'certificate: extension of nothing',
    ],
    because: /^the certificate's extension 1\.3\.6\.1\.4\.1\.57264\.1\.\d+ is not? UTF/,
    reason:
      'Verification skips these claims, but certificate_claims of the same library, by which others read .8 to .22, breaks on them.',
  },
  {
    groups: ['certificate: other extension of RFC 5280'],
    because: /^the certificate has extension \S+, which Fulcio does not use$/,
    reason:
      "pypi_attestations reads RFC 5280's extensions and refuses those that are wrong inside. We do not read what Fulcio does not use, and so take none of it.",
  },
  {
    groups: ['certificate: usages'],
    because: /^the certificate's alternative name is no URI, email address or host$/,
    reason:
      'pypi_attestations reads the names and refuses those that are wrong inside, but asks for none. Fulcio names a workflow by URI.',
  },
  {
    groups: ['certificate: key'],
    because: /^the key is not ECDSA P-256/,
    reason: "PEP 740's one suite of version 1 is ECDSA with P-256 and SHA-256.",
  },
  {
    groups: ['certificate: times'],
    because: /^Failed to verify certificate chain$/,
    reason:
      'sigstore-python does not ask whether the trusted root trusted the CA at the time; its own validity there is what rotates keys out.',
  },
  {
    groups: ['certificate: timestamps'],
    because: /^SCT verification failed$/,
    reason:
      'sigstore-python takes an SCT of any time, and tries every key where it does not know the log id; @sigstore/verify asks for the log that is named, when it was trusted.',
  },
  {
    groups: ['certificate: issuer'],
    because: /^Failed to verify certificate chain$/,
    reason:
      'The certificate says that another key signed it (authority key identifier, RFC 5280 4.2.1.1). @sigstore/verify looks for that key.',
  },
  {
    groups: ['bundle: member of another type'],
    because: /^its bundle signs no in-toto statement$/,
    reason:
      'Converting a bundle drops the payload type and puts in the only one. A bundle of another type was signed over that type: it would never verify.',
  },
  {
    groups: [
      'certificate: extension critical or not',
      'certificate: usages',
      'certificate: times',
      'certificate: encoding',
      'certificate: issuer',
    ],
    because: /./,
    refusedByOther: true,
    reason:
      'One of the two judges refuses it: sigstore 4.5.0 asks OpenSSL, 4.5.1 webpki. What is published must please both.',
  },
];
