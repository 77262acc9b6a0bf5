import type { IncomingMessage, ServerResponse } from 'node:http';
import { afterEach, describe, expect, test } from '@jest/globals';
import { shownLog } from '../../sandbox/find-secrets.ts';
import type { LoopbackServer } from '../../sandbox/http/server.ts';
import type { PublishRun } from '../../sandbox/publish-run.ts';
import type { PublishOptions } from '../../sandbox/run.ts';
import { startSandbox } from '../../sandbox/sandbox.ts';
import { openSandbox } from '../open-sandbox.ts';
import { makeSigner } from '../sandbox/client.ts';
import { AT_ONCE, answer, type Fault, loseAnswer, NOT_TODAY, withFault } from './faults.ts';
import { annotations, counts, failure, plainText, reportedFiles, summaryTable } from './outcome.ts';
import { publishBuilt, wheel } from './release.ts';
import { type Requests, watch } from './requests.ts';
import { other, sign, signedFiles, signFailure } from './sign.ts';

// Of a branch: a tag that names another version than the files would be a warning.
const sandbox = await openSandbox({ claims: { ref: 'refs/heads/main' } });
const usual = sandbox.github.claims;
let version = 0;
afterEach(() => {
  sandbox.github.claims = usual;
});

type Inputs = NonNullable<PublishOptions['inputs']>;

/** Publishes a wheel of a new version and says what was asked of whom. */
async function attempt(inputs: Inputs = {}): Promise<{ run: PublishRun; seen: Requests }> {
  const seen = watch(sandbox);
  version += 1;
  const run = await publishBuilt(sandbox, [wheel({ version: `${version}.0` })], { inputs });
  return { run, seen: seen() };
}

interface Service {
  readonly name: string;
  readonly server: () => LoopbackServer;
  readonly path: string;
  readonly code: string;
  readonly statusPage: string;
}

const FULCIO: Service = {
  name: 'Fulcio',
  server: () => sandbox.sigstore.fulcio,
  path: '/signingCert',
  code: 'certificate-unavailable',
  statusPage: 'https://status.sigstore.dev',
};
const REKOR: Service = {
  name: 'Rekor',
  server: () => sandbox.sigstore.rekor,
  path: '/entries',
  code: 'transparency-log-unavailable',
  statusPage: 'https://status.sigstore.dev',
};
const ID_TOKENS: Service = {
  name: "GitHub's ID-token service",
  server: () => sandbox.github,
  path: '/idtoken',
  code: 'id-token-unavailable',
  statusPage: 'https://www.githubstatus.com',
};
const SERVICES = [FULCIO, REKOR, ID_TOKENS];

const during = <T>({ server, path }: Service, fault: Fault, body: () => Promise<T>) =>
  withFault(server(), path, fault, body);

type Trouble = (request: IncomingMessage, response: ServerResponse) => true;

const TROUBLES: readonly (readonly [what: string, trouble: Trouble, reason: RegExp])[] = [
  [
    '503',
    (request, response) =>
      answer(request, response, 503, { ...AT_ONCE, body: { message: 'busy' } }),
    /HTTP 503/,
  ],
  [
    'a dropped socket',
    (request) => {
      request.socket.destroy();
      return true;
    },
    /other side closed|socket|ECONNRESET/,
  ],
  [
    'JSON of another shape',
    (request, response) => answer(request, response, 200, { ...AT_ONCE, body: { value: 7 } }),
    /HTTP 200 with a body that it never sends/,
  ],
  [
    'a page of HTML',
    (request, response) =>
      answer(request, response, 200, { ...AT_ONCE, body: '<html><title>Hello</title></html>' }),
    /HTTP 200 with a body that it never sends/,
  ],
];

const CASES = SERVICES.flatMap((service) =>
  TROUBLES.map(
    ([what, trouble, reason]) => [service.name, what, service, trouble, reason] as const,
  ),
);

/** Red, told by the service's name and host, and nothing went to the upload URL. */
function expectOutage(
  { run, seen }: { run: PublishRun; seen: Requests },
  service: Service,
): string {
  const { code, text } = failure(run);
  expect([run.exitCode, run.stderr, code]).toEqual([1, '', service.code]);
  expect(text).toContain(`${service.name} (${new URL(service.server().url).host})`);
  expect(text).toContain('Nothing was uploaded.');
  // Who answers a request for an ID token with something else is not GitHub.
  const isOther = service === ID_TOKENS && text.includes('HTTP 200');
  expect(text).toContain(isOther ? 'ACTIONS_ID_TOKEN_REQUEST_' : service.statusPage);
  expect(seen.uploads).toEqual([]);
  expect(counts(run)).toEqual({ uploaded: 0, skipped: 0, failed: 0 });
  expect(plainText(run.summary)).toMatch(/^## Publishing to .* failed\n/);
  return text;
}

describe('trouble that passes', () => {
  test.each(CASES)('%s: %s', async (_name, _what, service, trouble) => {
    const fault: Fault = (count, request, response) => count === 1 && trouble(request, response);
    const { run } = await during(service, fault, () => attempt());
    expect(failure(run).text).toBe('');
    expect(run.exitCode).toBe(0);
    expect(counts(run)).toEqual({ uploaded: 1, skipped: 0, failed: 0 });
    expect(sandbox.index.files.at(-1)?.attestations).toHaveLength(1);
    expect(annotations(run, 'warning')).toEqual([]);
  });

  test('asks Fulcio with a new ID token each time', async () => {
    const fault: Fault = (count, request, response) =>
      count < 3 && answer(request, response, 503, AT_ONCE);
    const before = sandbox.github.issued.length;
    const { seen } = await during(FULCIO, fault, () => attempt());
    expect(seen.fulcio).toHaveLength(3);
    // The first one is for the index.
    expect(seen.github).toHaveLength(4);
    expect(new Set(sandbox.github.issued.slice(before)).size).toBe(4);
  });
});

describe('trouble that stays, with `sigstore-retry-minutes: 0`', () => {
  test.each(CASES)('%s: %s', async (_name, _what, service, trouble, reason) => {
    const fault: Fault = (_count, request, response) => trouble(request, response);
    const outcome = await during(service, fault, () => attempt({ 'sigstore-retry-minutes': '0' }));
    expect(expectOutage(outcome, service)).toMatch(reason);
    const { github, fulcio, rekor } = outcome.seen;
    const tries = { [FULCIO.name]: fulcio, [REKOR.name]: rekor, [ID_TOKENS.name]: github };
    expect(tries[service.name]).toHaveLength(1);
  });

  test.each(SERVICES.map((service) => [service.name, service] as const))(
    '%s: the tries are told where there were some',
    async (_name, service) => {
      const fault: Fault = (count, request, response) =>
        answer(request, response, count === 1 ? 500 : 429, count < 3 ? AT_ONCE : NOT_TODAY);
      const outcome = await during(service, fault, () => attempt());
      expect(expectOutage(outcome, service)).toContain(
        'did not respond correctly after 3 tries: HTTP 429.',
      );
    },
  );

  test('a service that takes the request and never answers', async () => {
    const outcome = await during(
      REKOR,
      () => true,
      () => attempt({ 'sigstore-retry-minutes': '0' }),
    );
    expect(expectOutage(outcome, REKOR)).toContain('no answer within 30 s');
  });
});

describe('refusals are not tried again', () => {
  test.each([
    ['Fulcio', FULCIO, 'Fulcio refused a signing certificate: HTTP 400, no such luck.'],
    ['Rekor', REKOR, 'Rekor refused the entry: HTTP 400, no such luck.'],
  ] as const)('%s', async (_name, service, message) => {
    const fault: Fault = (_count, request, response) =>
      answer(request, response, 400, { body: { code: 3, message: 'no such luck' } });
    const { run, seen } = await during(service, fault, () => attempt());
    expect(failure(run).code).toBe(service.code);
    expect(failure(run).text).toContain(message);
    expect(seen.uploads).toEqual([]);
    expect(service === FULCIO ? seen.fulcio : seen.rekor).toHaveLength(1);
  });

  test('and end the run although others would still be tried', async () => {
    const seen = watch(sandbox);
    const fault: Fault = (count, request, response) =>
      count === 1
        ? answer(request, response, 503, { headers: { 'retry-after': '15' } })
        : answer(request, response, 400, { body: { code: 400, message: 'no' } });
    const files = [wheel({ version: '1.0' }), wheel({ version: '1.1' })];
    const run = await during(REKOR, fault, () => sign(sandbox, files));
    expect(signFailure(run).code).toBe('transparency-log-unavailable');
    // A process that waited its 15 seconds would have asked once more.
    expect(seen().rekor).toHaveLength(2);
  });
});

describe('certificates', () => {
  const handing =
    (certificates: unknown): Fault =>
    (_count, request, response) =>
      answer(request, response, 200, {
        body: { signedCertificateEmbeddedSct: { chain: { certificates } } },
      });

  test('for another key are refused before anything is logged', async () => {
    const { certificate } = await makeSigner(sandbox);
    const { run, seen } = await during(FULCIO, handing([certificate]), () => attempt());
    expect(failure(run).code).toBe('certificate-unavailable');
    expect(failure(run).text).toContain('Fulcio answered with a certificate for another key.');
    expect([seen.rekor, seen.uploads]).toEqual([[], []]);
  });

  test('that are none are refused', async () => {
    const { run, seen } = await during(FULCIO, handing(['nonsense']), () => attempt());
    expect(failure(run).code).toBe('certificate-unavailable');
    expect(failure(run).text).toContain('something that is no certificate');
    expect([seen.rekor, seen.uploads]).toEqual([[], []]);
  });

  test('for another repository are noticed before anything is uploaded', async () => {
    const fault: Fault = (count) => {
      if (count > 1) sandbox.github.claims = { ...usual, repository: 'acme/gadget' };
      return false;
    };
    const { run, seen } = await during(ID_TOKENS, fault, () => attempt());
    expect(failure(run).code).toBe('invalid-attestation');
    expect(failure(run).text).toContain('https://github.com/acme/gadget');
    expect(seen.uploads).toEqual([]);
  });

  test('that end soon are renewed, and what they signed is taken by the index', async () => {
    const shortLived = await startSandbox({ certificateLifetime: 1 });
    try {
      const wheels = [...Array(9).keys()].map((minor) => wheel({ version: `1.${minor}` }));
      const run = await publishBuilt(shortLived, wheels, {
        inputs: { 'signing-concurrency': '3' },
      });
      expect(run.exitCode).toBe(0);
      expect(counts(run)).toEqual({ uploaded: 9, skipped: 0, failed: 0 });
      expect(shortLived.sigstore.fulcio.issued.length).toBeGreaterThan(1);
      expect(shortLived.index.files.map(({ attestations }) => attestations.length)).toEqual(
        Array(9).fill(1),
      );
    } finally {
      await shortLived.close();
    }
  });
});

describe('ID tokens', () => {
  const ended = () => ({ ...usual, exp: Math.floor(Date.now() / 1000) - 60 });

  test('that ended before they were sent are replaced', async () => {
    const seen = watch(sandbox);
    const fault: Fault = (count) => {
      sandbox.github.claims = count === 1 ? ended() : usual;
      return false;
    };
    const run = await during(ID_TOKENS, fault, () => sign(sandbox, [other('a.txt')]));
    expect(run.exitCode).toBe(0);
    expect([seen().github.length, seen().fulcio.length]).toEqual([2, 1]);
  });

  test('that are always too old are refused by Fulcio, in its words', async () => {
    sandbox.github.claims = ended();
    const run = await sign(sandbox, [other('a.txt')]);
    const { code, text } = signFailure(run);
    expect([run.exitCode, code]).toEqual([1, 'certificate-unavailable']);
    expect(text).toContain('HTTP 400, There was an error processing the identity token');
    expect(signedFiles(run)).toEqual([]);
  });

  test('that are none are an error, and not shown', async () => {
    const fault: Fault = (_count, request, response) =>
      answer(request, response, 200, { body: { value: 'opaque-text-in-place-of-a-token' } });
    // Asked for again it would be for ten minutes.
    const run = await during(ID_TOKENS, fault, () =>
      sign(sandbox, [other('a.txt')], { timeout: 30_000 }),
    );
    expect(signFailure(run).code).toBe('id-token-unavailable');
    const said = shownLog(run.stdout) + run.summary;
    expect(said).not.toContain('opaque-text');
  });
});

describe('an entry whose answer was lost', () => {
  const logged = () => sandbox.sigstore.rekor.entries.size;

  test('is found again, and not made twice', async () => {
    const before = logged();
    const fault: Fault = (count, _request, response) => count === 1 && loseAnswer(response);
    const { run, seen } = await during(REKOR, fault, () => attempt());
    expect(run.exitCode).toBe(0);
    expect(counts(run)).toEqual({ uploaded: 1, skipped: 0, failed: 0 });
    expect(logged()).toBe(before + 1);
    const [, , found] = seen.rekor;
    expect(found).toMatch(/^GET \/api\/v1\/log\/entries\/[0-9a-f]{80}$/);
    const [entry] = [...sandbox.sigstore.rekor.entries.values()].slice(-1);
    const { logIndex } = Object.values(entry ?? {})[0] ?? {};
    expect(reportedFiles(run)[0]?.['log-index']).toBe(String(logIndex));
    expect(sandbox.index.files.at(-1)?.attestations).toHaveLength(1);
  });

  test('is found also by a plain signature', async () => {
    const fault: Fault = (count, _request, response) => count === 1 && loseAnswer(response);
    const run = await during(REKOR, fault, () => sign(sandbox, [other('a.txt')]));
    expect(run.exitCode).toBe(0);
  });

  test('is waited for where it cannot be read yet', async () => {
    const { rekor } = sandbox.sigstore;
    let posts = 0;
    let reads = 0;
    rekor.intercept = (request, response) => {
      if (request.method === 'POST') {
        posts += 1;
        return posts === 1 && loseAnswer(response);
      }
      reads += 1;
      return reads === 1 && answer(request, response, 404, { ...AT_ONCE, body: { code: 404 } });
    };
    const run = await sign(sandbox, [other('a.txt')]);
    rekor.intercept = undefined;
    expect([run.exitCode, posts, reads]).toEqual([0, 2, 2]);
  });

  test('is an error where the log does not say where it is', async () => {
    const fault: Fault = (_count, request, response) =>
      answer(request, response, 409, { body: { code: 409, message: 'there already' } });
    const { run, seen } = await during(REKOR, fault, () => attempt());
    expect(failure(run)).toMatchObject({
      code: 'transparency-log-unavailable',
      text: expect.stringContaining('does not say where'),
    });
    expect(seen.uploads).toEqual([]);
  });
});

test('an entry of another signature is noticed before anything is uploaded', async () => {
  await attempt();
  const [entry] = [...sandbox.sigstore.rekor.entries.values()].slice(-1);
  const fault: Fault = (_count, request, response) =>
    answer(request, response, 201, { body: entry });
  const { run, seen } = await during(REKOR, fault, () => attempt());
  expect(failure(run).code).toBe('invalid-attestation');
  expect(seen.uploads).toEqual([]);
});

describe('`attestations: if-available`', () => {
  const IF_AVAILABLE = { attestations: 'if-available', 'sigstore-retry-minutes': '0' };

  test.each([
    ['Fulcio', FULCIO, 1],
    ['Rekor', REKOR, 1],
    ['the ID-token service, when it is Sigstore’s turn', ID_TOKENS, 2],
  ] as const)('publishes without where %s stays out of reach', async (_name, service, from) => {
    const fault: Fault = (count, request, response) =>
      count >= from && answer(request, response, 503, NOT_TODAY);
    const { run } = await during(service, fault, () => attempt(IF_AVAILABLE));
    expect(run.exitCode).toBe(0);
    expect(counts(run)).toEqual({ uploaded: 1, skipped: 0, failed: 0 });
    expect(failure(run).text).toBe('');
    const [warning, ...others] = annotations(run, 'warning');
    expect(others).toEqual([]);
    expect(warning).toContain('Publishing without attestations');
    expect(warning).toContain(`${service.name} (`);
    expect(warning).toContain('HTTP 503');
    expect(sandbox.index.files.at(-1)?.attestations).toEqual([]);
    expect(summaryTable(run)[0]?.['Attestation']).toBe('not attested');
    expect(reportedFiles(run)[0]).toMatchObject({ attestation: null, 'log-index': null });
    expect(run.outputs['attestations-dir']).toBe('');
  });

  test('signs where all is well', async () => {
    const { run } = await attempt(IF_AVAILABLE);
    expect(run.exitCode).toBe(0);
    expect(annotations(run, 'warning')).toEqual([]);
    expect(sandbox.index.files.at(-1)?.attestations).toHaveLength(1);
  });

  test.each([
    ['Fulcio', FULCIO],
    ['Rekor', REKOR],
  ] as const)('is an error still where %s refuses', async (_name, service) => {
    const fault: Fault = (_count, request, response) =>
      answer(request, response, 400, { body: { code: 400, message: 'no' } });
    const { run, seen } = await during(service, fault, () => attempt(IF_AVAILABLE));
    expect([run.exitCode, failure(run).code]).toEqual([1, service.code]);
    expect(seen.uploads).toEqual([]);
  });
});
