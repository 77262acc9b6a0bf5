import { gzipSync } from 'node:zlib';

/** An answer that is larger or odder than any honest one, or as large as the largest of those. */
export interface LargeAnswer {
  /** One of `READERS`. */
  readonly reader: string;
  readonly what: string;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: () => Buffer;
  /** A word of what comes of it. */
  readonly outcome: RegExp;
}

const MIB = 1024 * 1024;
const HTML = { 'content-type': 'text/html' };
const GZIP = { 'content-encoding': 'gzip' };

/** `head`, then `piece` as often as fits into so many MiB with commas between, then `tail`. */
export function filled(head: string, piece: string, tail: string, mib: number, glue = ','): Buffer {
  const one = Buffer.from(piece + glue);
  const count = Math.floor((mib * MIB - head.length - tail.length) / one.length) - 1;
  const middle = Buffer.alloc(count * one.length, one);
  return Buffer.concat([Buffer.from(head), middle, Buffer.from(piece + tail)]);
}

const page = (files: string) =>
  [`{"meta":{"api-version":"1.4"},"name":"widget","files":[${files}`, ']}'] as const;
const nested = (mib: number) => filled('', '[', '', mib, '');

/** A page as PyPI serves it, with so many files. */
export function realPage(files: number): Buffer {
  const sha = 'ab'.repeat(32);
  const lines = Array.from({ length: files }, (_, at) => {
    const version = `1.${Math.floor(at / 40)}.${at % 40}`;
    const filename = `sample_project_with_a_name-${version}-cp313-cp313-manylinux_2_17_x86_64.manylinux2014_x86_64.whl`;
    const hash = `${at}`.padStart(64, sha);
    return JSON.stringify({
      'core-metadata': { sha256: hash },
      'data-dist-info-metadata': { sha256: hash },
      filename,
      hashes: { sha256: hash },
      provenance: `https://pypi.org/integrity/sample-project-with-a-name/${version}/${filename}/provenance`,
      'requires-python': '>=3.9',
      size: 1_234_567 + at,
      'upload-time': '2026-08-21T10:11:12.345678Z',
      url: `https://files.pythonhosted.org/packages/ab/cd/${'0123456789'.repeat(6)}/${filename}`,
      yanked: false,
    });
  });
  const [head, tail] = page(lines.join(','));
  return Buffer.from(head + tail);
}

const REKOR_HASHES = '{"a":{"verification":{"inclusionProof":{"hashes":[';
const ATTESTATIONS = '{"version":1,"attestation_bundles":[{"publisher":{},"attestations":[';
const LOG_ENTRIES =
  '{"mediaType":"application/vnd.dev.sigstore.bundle.v0.3+json","verificationMaterial":{"tlogEntries":[';
const LEAST_FILE = '{"filename":"","url":"","hashes":{}}';

export const ANSWERS: readonly LargeAnswer[] = [
  {
    reader: 'mint',
    what: '8 MiB of wrong errors',
    status: 422,
    body: () => filled('{"errors":[', '1', ']}', 8),
    outcome: /refused/,
  },
  {
    reader: 'mint',
    what: '8 MiB of errors',
    status: 422,
    body: () => filled('{"errors":[', '{"code":"","description":""}', ']}', 8),
    outcome: /refused/,
  },
  { reader: 'mint', what: '8 MiB of brackets', body: () => nested(7), outcome: /RequestFailure/ },
  {
    reader: 'audience',
    what: '8 MiB of audience',
    body: () => filled('{"audience":"', 'x', '"}', 8, ''),
    outcome: /index-unavailable/,
  },
  {
    reader: 'discovery',
    what: '8 MiB of features',
    body: () =>
      filled('{"audience-endpoint":"","token-mint-endpoint":"","features":[', '1', ']}', 8),
    outcome: /mint-token/,
  },
  {
    reader: 'id-token',
    what: '8 MiB of objects',
    body: () => filled('{"value":[', '{}', ']}', 8),
    outcome: /id-token-unavailable/,
  },
  {
    reader: 'certificate',
    what: '8 MiB of wrong certificates',
    status: 201,
    body: () =>
      filled('{"signedCertificateEmbeddedSct":{"chain":{"certificates":[', '1', ']}}}', 8),
    outcome: /certificate-unavailable/,
  },
  {
    reader: 'rekor',
    what: '8 MiB of numbers',
    status: 201,
    body: () => filled('[', '1', ']', 8),
    outcome: /transparency-log-unavailable/,
  },
  {
    reader: 'rekor',
    what: '8 MiB of hashes',
    status: 201,
    body: () => filled('{"a":{"verification":{"inclusionProof":{"hashes":[', '1', ']}}}}', 8),
    outcome: /transparency-log-unavailable/,
  },
  {
    reader: 'integrity',
    what: '8 MiB of bundles',
    body: () => filled('{"version":1,"attestation_bundles":[', '1', ']}', 8),
    outcome: /unknown/,
  },
  {
    reader: 'provenance',
    what: '4 MiB of attestations',
    body: () =>
      filled(
        '{"version":1,"attestation_bundles":[{"publisher":{},"attestations":[',
        '1',
        ']}]}',
        4,
      ),
    outcome: /unavailable|invalid/,
  },
  {
    reader: 'project-state',
    what: '100,000 real files',
    body: () => realPage(100_000),
    outcome: /"files":100000/,
  },
  {
    reader: 'listing',
    what: '100,000 real files',
    body: () => realPage(100_000),
    outcome: /"files":100000/,
  },
  {
    reader: 'listing',
    what: '100,000 real files, compressed',
    headers: GZIP,
    body: () => gzipSync(realPage(100_000), { level: 1 }),
    outcome: /"files":100000/,
  },
  {
    reader: 'project-state',
    what: '90 MiB of numbers for files',
    body: () => filled(page('')[0], '1', ']}', 90),
    outcome: /index-unavailable/,
  },
  {
    reader: 'project-state',
    what: '90 MiB of empty files',
    body: () => filled(page('')[0], LEAST_FILE, ']}', 90),
    outcome: /index-unavailable/,
  },
  {
    reader: 'project-state',
    what: '90 MiB of versions',
    body: () =>
      filled(
        '{"meta":{"api-version":"1.4"},"name":"widget","files":[],"versions":[',
        '"1"',
        ']}',
        90,
      ),
    outcome: /index-unavailable/,
  },
  {
    reader: 'project-state',
    what: '90 MiB of hashes of one file',
    body: () =>
      filled(
        page('{"filename":"a","url":"b","hashes":{')[0].replace(/\]\}$/, ''),
        '"a":"b"',
        '}}]}',
        90,
      ),
    outcome: /index-unavailable/,
  },
  {
    reader: 'project-state',
    what: '90 MiB of something else',
    body: () =>
      filled('{"x":[', '{}', '],"meta":{"api-version":"1.4"},"name":"widget","files":[]}', 90),
    outcome: /files|index-unavailable/,
  },
  {
    reader: 'project-state',
    what: '90 MiB of URLs with one character beyond Latin-1',
    body: () =>
      filled(
        page('')[0],
        `{"filename":"w-1.0.tar.gz","url":"${'a'.repeat(1000)}\u0416","hashes":{}}`,
        ']}',
        90,
      ),
    outcome: /files|index-unavailable/,
  },
  {
    reader: 'listing',
    what: '200 MiB in 200 KB',
    headers: GZIP,
    body: () => gzipSync(Buffer.alloc(200 * MIB, '[')),
    outcome: /unavailable/,
  },
  {
    reader: 'listing',
    what: '90 MiB of numbers, compressed',
    headers: GZIP,
    body: () => gzipSync(filled(page('')[0], '1', ']}', 90)),
    outcome: /unavailable/,
  },
  {
    reader: 'project-state',
    what: '130 MiB',
    body: () => filled(page('')[0], '1', ']}', 130),
    outcome: /index-unavailable/,
  },
  {
    reader: 'listing',
    what: 'HTML with a base of 16 MiB',
    headers: HTML,
    body: () =>
      Buffer.concat([
        filled('<base href="https://a/', 'x', '">', 16, ''),
        filled('', '<a href="w-1.0.tar.gz">', '', 1, ''),
      ]),
    outcome: /unavailable/,
  },
  {
    reader: 'listing',
    what: 'HTML with 31 MiB of attributes',
    headers: HTML,
    body: () =>
      Buffer.from(`<a ${Array.from({ length: 4_000_000 }, (_, at) => at.toString(36)).join(' ')}>`),
    outcome: /unavailable/,
  },
  {
    reader: 'listing',
    what: 'HTML with an attribute of 31 MiB',
    headers: HTML,
    body: () => filled('<a href="', 'x', '">', 31, ''),
    outcome: /unavailable/,
  },
  {
    reader: 'listing',
    what: 'HTML with 31 MiB of links',
    headers: HTML,
    body: () => filled('', '<a href=w-1.0.zip>', '', 31, ''),
    outcome: /unavailable/,
  },
  {
    reader: 'listing',
    what: 'HTML with 31 MiB of line breaks',
    headers: HTML,
    body: () => filled('', '<br>', '', 31, ''),
    outcome: /unavailable/,
  },
  {
    reader: 'listing',
    what: 'HTML with 31 MiB of character references',
    headers: HTML,
    body: () => filled('<a href="', '&amp;', '">', 31, ''),
    outcome: /unavailable/,
  },
  {
    reader: 'listing',
    what: 'HTML with 31 MiB of comment',
    headers: HTML,
    body: () => filled('<!--', '- ', '', 31, ''),
    outcome: /unavailable/,
  },
  {
    reader: 'upload',
    what: '8 MiB of wrong errors',
    status: 400,
    body: () => filled('{"errors":[', '1', ']}', 8),
    outcome: /rejected/,
  },
  {
    reader: 'upload',
    what: '8 MiB of HTML',
    body: () => filled('<html>', '<pre>', '', 8, ''),
    headers: HTML,
    outcome: /unavailable/,
  },
  {
    reader: 'github-store',
    what: '8 MiB of wrong errors',
    status: 422,
    body: () => filled('{"errors":[', '1', ']}', 8),
    outcome: /refused/,
  },
  {
    reader: 'github-file',
    what: 'a folder of 60 MiB',
    body: () => filled('{"type":"dir","entries":[', '{}', ']}', 60),
    outcome: /GithubRefusal/,
  },
  {
    reader: 'github-file',
    what: 'a folder of 3 MiB of empty entries',
    body: () => filled('{"type":"dir","entries":[', '{}', ']}', 3),
    outcome: /GithubRefusal/,
  },
  {
    reader: 'tuf',
    what: 'metadata of 500 KB',
    body: () =>
      filled('{"signed":{"_type":"root"},"signatures":[', '{"keyid":"a","sig":"b"}', ']}', 0.45),
    outcome: /TUF/,
  },
  {
    reader: 'tuf',
    what: 'metadata of 8 MiB',
    body: () => filled('{"signatures":[', '1', ']}', 8),
    outcome: /TUF/,
  },
  {
    reader: 'trust-config',
    what: '5 million wrong services',
    body: () =>
      filled(
        '{"mediaType":"application/vnd.dev.sigstore.clienttrustconfig.v0.1+json","trustedRoot":{},"signingConfig":{"mediaType":"application/vnd.dev.sigstore.signingconfig.v0.2+json","rekorTlogUrls":[],"caUrls":[',
        '1',
        ']}}',
        10,
      ),
    outcome: /invalid-trust-config/,
  },
  {
    reader: 'trust-config',
    what: '60 MiB of logs',
    body: () => filled('{"tlogs":[', '{}', ']}', 60),
    outcome: /invalid-trust-config/,
  },
  {
    reader: 'attestations',
    what: '60 MiB of log entries',
    body: () =>
      filled(
        '{"version":1,"verification_material":{"certificate":"","transparency_entries":[',
        '1',
        ']},"envelope":{}}',
        60,
      ),
    outcome: /RangeError/,
  },
  {
    reader: 'inspected-bundle',
    what: '60 MiB of log entries',
    body: () =>
      filled(
        '{"mediaType":"application/vnd.dev.sigstore.bundle.v0.3+json","verificationMaterial":{"tlogEntries":[',
        '1',
        ']}}',
        60,
      ),
    outcome: /invalid-attestation/,
  },
  {
    reader: 'pack',
    what: '60 MiB of files of one project',
    body: () =>
      Buffer.concat([
        Buffer.from(
          '{"schema":"provenance-pack/1","created":"2026-01-01T00:00:00Z","index":"x","trustedRoot":{}}\n',
        ),
        filled(`{"project":"a","page":${page('')[0]}`, '1', ']}}', 60),
      ]),
    outcome: /invalid-configuration/,
  },
  {
    reader: 'pipfile-lock',
    what: '30 MiB of wrong hashes',
    body: () => filled('{"default":{"a":{"hashes":[', '1', ']}}}', 30),
    outcome: /LockDefect/,
  },
  {
    reader: 'pip-report',
    what: '30 MiB of objects',
    body: () => filled('{"version":"1","pip_version":"25","install":[', '{}', ']}', 30),
    outcome: /LockDefect/,
  },
  {
    reader: 'event',
    what: '60 MiB of objects',
    body: () => filled('{"pull_request":[', '{}', ']}', 60),
    outcome: /base-unavailable/,
  },
  {
    reader: 'policy',
    what: '7 MiB of wrong values',
    body: () => filled('allow = [', '1', ']', 7),
    outcome: /invalid-configuration/,
  },
  // As long as is read, so that the number of values is what ends it, or nothing does.
  {
    reader: 'mint',
    what: '60 KiB of wrong errors',
    status: 422,
    body: () => filled('{"errors":[', '1', ']}', 0.06),
    outcome: /refused/,
  },
  {
    reader: 'rekor',
    what: '250 KiB of hashes',
    status: 201,
    body: () => filled(REKOR_HASHES, '1', ']}}}}', 0.24),
    outcome: /has more than 1,000 values/,
  },
  {
    reader: 'provenance',
    what: '1.9 MiB of attestations',
    body: () => filled(ATTESTATIONS, '{}', ']}]}', 1.9),
    outcome: /has more than 10,000 values/,
  },
  {
    reader: 'trust-config',
    what: '1 MiB of logs',
    body: () => filled('{"tlogs":[', '{}', ']}', 0.99),
    outcome: /has more than 10,000 values/,
  },
  {
    reader: 'attestations',
    what: '30 MiB of statement',
    body: () => statementOf(21),
    outcome: /RangeError/,
  },
  {
    reader: 'inspected-bundle',
    what: '30 MiB of log entries',
    body: () => filled(LOG_ENTRIES, '1', ']}}', 30),
    outcome: /has more than 200,000 values/,
  },
  {
    reader: 'policy',
    what: '1 MB of wrong values',
    body: () => filled('allow = [', '1', ']', 0.95),
    outcome: /invalid-configuration/,
  },
];

/** An attestation whose statement is nothing but numbers. */
function statementOf(mib: number): Buffer {
  const statement = filled('[', '1', ']', mib).toString('base64');
  const entry = {
    logIndex: '1',
    logId: { keyId: 'YQ==' },
    kindVersion: { kind: 'dsse', version: '0.0.1' },
    integratedTime: '1',
    inclusionPromise: { signedEntryTimestamp: 'YQ==' },
    inclusionProof: {
      logIndex: '1',
      rootHash: 'YQ==',
      treeSize: '1',
      hashes: [],
      checkpoint: { envelope: '' },
    },
    canonicalizedBody: 'YQ==',
  };
  const material = { certificate: 'YQ==', transparency_entries: [entry] };
  const envelope = { statement, signature: 'YQ==' };
  return Buffer.from(JSON.stringify({ version: 1, verification_material: material, envelope }));
}
