import * as v from 'valibot';
import { decodeIdToken, parseWorkflowRef } from '../../src/github/oidc.ts';
import { parseRetryAfter } from '../../src/http/retry.ts';
import { serverText } from '../../src/http/server-text.ts';
import { JSON_LIMITS } from '../../src/json/limits.ts';
import { parseStrictJson } from '../../src/json/strict-json.ts';
import { projectListing } from '../../src/provenance/project-listing.ts';
import { parseSimpleHtml } from '../../src/pypi/simple/simple-html.ts';
import { parseSimpleJson } from '../../src/pypi/simple/simple-json.ts';
import { provenanceSchema } from '../../src/sigstore/model/provenance.ts';
import { bytesOf, never, type Target } from '../target.ts';

const PAGE = {
  meta: { 'api-version': '1.4' },
  name: 'foo',
  'project-status': { status: 'active' },
  versions: ['1.0'],
  files: [
    {
      filename: 'foo-1.0-py3-none-any.whl',
      url: 'https://example.org/foo-1.0-py3-none-any.whl',
      hashes: { sha256: 'a'.repeat(64) },
      size: 1,
      'upload-time': '2026-01-01T00:00:00Z',
      yanked: 'because',
      provenance: 'https://example.org/p',
    },
  ],
};
const HTML = `<!DOCTYPE html><html><head><meta name="pypi:repository-version" content="1.3"><base href="https://example.org/"></head>
<body><a href="foo-1.0.tar.gz#sha256=${'a'.repeat(64)}" data-yanked="x" data-provenance="p">foo-1.0.tar.gz</a><br></body></html>`;
const FROM = { url: 'https://example.org/simple/foo/', project: 'foo' };
const JSON_WORDS = [
  '"files":',
  '"hashes":',
  '"__proto__":',
  '[[[[[[[[',
  '{"a":',
  '\\ud800',
  '1e400',
];

const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

const isRangeError = (error: unknown) => error instanceof RangeError;

export const ANSWERS: readonly Target[] = [
  {
    name: 'simple-json',
    seeds: () => [bytesOf(JSON.stringify(PAGE))],
    words: JSON_WORDS,
    isRefusal: isRangeError,
    run(bytes) {
      const half = Math.floor(bytes.length / 2);
      return parseSimpleJson([bytes.subarray(0, half), bytes.subarray(half)]).then(projectListing);
    },
  },
  {
    name: 'simple-html',
    seeds: () => [bytesOf(HTML)],
    words: ['<a href="', '</a>', '<base href="', '<meta ', '#sha256=', '&#x', '<!--', '<template>'],
    isRefusal: isRangeError,
    run: (bytes) => parseSimpleHtml([bytes], FROM).then(projectListing),
  },
  {
    name: 'provenance',
    seeds: () => [
      bytesOf(
        '{"version":1,"attestation_bundles":[{"publisher":{"kind":"GitHub"},"attestations":[]}]}',
      ),
    ],
    words: ['"attestation_bundles":', '"attestations":', ...JSON_WORDS],
    isRefusal: isRangeError,
    run: (bytes) => v.safeParse(provenanceSchema, parseStrictJson(bytes, JSON_LIMITS.provenance)),
  },
  {
    name: 'id-token',
    seeds: () => [
      bytesOf(
        `${encoded({ alg: 'RS256', typ: 'JWT' })}.${encoded({ iss: 'https://token.actions.githubusercontent.com', aud: 'pypi', exp: 2_000_000_000, repository: 'a/b', job_workflow_ref: 'a/b/.github/workflows/c.yml@refs/tags/v1' })}.c2ln`,
      ),
      bytesOf('acme/widget/.github/workflows/release.yml@refs/heads/main'),
    ],
    words: ['.', '=', '@refs/', '/.github/workflows/', encoded({ exp: 'x' })],
    isRefusal: never,
    run(bytes) {
      const text = bytes.toString('utf8');
      decodeIdToken(text);
      parseWorkflowRef(text);
    },
  },
  {
    name: 'server-text',
    seeds: () => [
      bytesOf('{"code":"400 no","title":"Bad","message":"\\n\\nno &amp; never\\n"}'),
      bytesOf('<html><head><title>400 no</title></head><body><h1>no</h1></body></html>'),
    ],
    words: [
      '<title>',
      '</title>',
      '&#x1f600;',
      '&amp;',
      '"message":',
      'Thu, 01 Jan 1970 00:00:00 GMT',
    ],
    isRefusal: never,
    run(bytes) {
      for (const type of ['application/json', 'text/html', 'text/plain']) {
        serverText({
          status: 400,
          statusText: bytes.subarray(0, 64).toString('latin1'),
          headers: new Map([['content-type', type]]),
          body: bytes,
        });
      }
      parseRetryAfter(bytes.toString('latin1'), 0);
    },
  },
];
