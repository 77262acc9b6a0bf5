import type { IncomingMessage } from 'node:http';
import { afterEach, describe, expect, test } from '@jest/globals';
import { shownLog, traces } from '../../sandbox/find-secrets.ts';
import { type LoopbackServer, startServer } from '../../sandbox/http/server.ts';
import type { PublishRun } from '../../sandbox/publish-run.ts';
import type { PublishOptions } from '../../sandbox/run.ts';
import { openSandbox } from '../open-sandbox.ts';
import { answer, NOT_TODAY, refusal, withFault } from './faults.ts';
import { failure } from './outcome.ts';
import { publishBuilt, sdist, wheel } from './release.ts';

/** The bytes of a request with a secret in it, or somewhere else that has to be searched. */
interface Received {
  readonly service: string;
  readonly request: string;
  readonly headers: string;
  readonly body: string;
}

const sandbox = await openSandbox();
let major = 0;

afterEach(() => {
  for (const server of servers().values()) server.intercept = undefined;
});

const servers = (): Map<string, LoopbackServer> =>
  new Map<string, LoopbackServer>([
    ['github', sandbox.github],
    ['fulcio', sandbox.sigstore.fulcio],
    ['rekor', sandbox.sigstore.rekor],
    ['index', sandbox.index],
  ]);

/** Keeps all that every service receives from here on. */
function listen(): Received[] {
  const received: Received[] = [];
  for (const [service, server] of servers()) {
    server.intercept = (request) => {
      const chunks: Buffer[] = [];
      const entry = {
        service,
        request: `${request.method} ${request.url}`,
        headers: request.rawHeaders.join('\n'),
        get body() {
          return Buffer.concat(chunks).toString('latin1');
        },
      };
      received.push(entry);
      const push = request.push.bind(request);
      request.push = (chunk: Buffer | null, ...rest) => {
        if (chunk !== null) chunks.push(chunk);
        return push(chunk, ...rest);
      };
      return false;
    };
  }
  return received;
}

const base64 = (text: string) => Buffer.from(text).toString('base64');

/** All that a run knew and nobody may read, by what it is. */
function secretsOf(start: { tokens: number; issued: number }): Map<string, string> {
  const secrets = new Map([['request token', sandbox.github.requestToken]]);
  for (const [at, token] of sandbox.index.tokens.slice(start.tokens).entries()) {
    secrets.set(`upload token ${at}`, token);
    secrets.set(`upload token ${at} in a header`, base64(`__token__:${token}`));
  }
  for (const [at, token] of sandbox.github.issued.slice(start.issued).entries()) {
    const [, payload = '', signature = ''] = token.split('.');
    secrets.set(`ID token ${at}`, token);
    secrets.set(`payload of ID token ${at}`, payload);
    secrets.set(`signature of ID token ${at}`, signature);
  }
  return secrets;
}

/** Where a secret, or half of it, can be read. */
async function leaks(run: PublishRun, secrets: ReadonlyMap<string, string>): Promise<string[]> {
  const found: string[] = [];
  for (const [place, text] of await traces(run)) {
    for (const [name, secret] of secrets) {
      const half = secret.slice(0, Math.ceil(secret.length / 2));
      const isJwt = name.startsWith('ID token');
      if (text.includes(isJwt ? secret : half)) found.push(`${name} in ${place}`);
    }
  }
  return found;
}

type Options = Omit<PublishOptions, 'files' | 'directory'>;

async function publishWatched(options: Options = {}) {
  const start = { tokens: sandbox.index.tokens.length, issued: sandbox.github.issued.length };
  const version = `${++major}.0`;
  const run = await publishBuilt(sandbox, [wheel({ version }), await sdist({ version })], options);
  return { run, secrets: secretsOf(start) };
}

const DEBUG = { RUNNER_DEBUG: '1', ACTIONS_STEP_DEBUG: 'true', NODE_DEBUG: undefined };

describe('nothing that a run leaves has a secret in it', () => {
  test.each([
    ['as usual', {}],
    ['with debug logging', { env: DEBUG, inputs: { verbose: 'true' } }],
    ['without verbose', { inputs: { verbose: 'false' } }],
  ])('%s', async (_, options) => {
    const { run, secrets } = await publishWatched(options);
    expect(run.exitCode).toBe(0);
    expect(secrets.size).toBe(1 + 2 + 2 * 3);
    expect(await leaks(run, secrets)).toEqual([]);
  });

  test('where the index refuses a file', async () => {
    const { run, secrets } = await withFault(
      sandbox.index,
      '/legacy/',
      (_, request, response) => answer(request, response, 403, refusal(403, 'Not yours')),
      () => publishWatched({ env: DEBUG }),
    );
    expect(failure(run).code).toBe('upload-forbidden');
    expect(await leaks(run, secrets)).toEqual([]);
  });

  test('where the index refuses the ID token', async () => {
    const usual = sandbox.github.claims;
    sandbox.github.claims = { ...usual, environment: 'nobody' };
    const { run, secrets } = await publishWatched({ env: DEBUG });
    sandbox.github.claims = usual;
    expect(failure(run).code).toBe('invalid-publisher');
    expect(secrets.size).toBe(1 + 3);
    expect(await leaks(run, secrets)).toEqual([]);
  });

  test('where Fulcio refuses', async () => {
    const { run, secrets } = await withFault(
      sandbox.sigstore.fulcio,
      '/signingCert',
      (_, request, response) =>
        answer(request, response, 400, { body: { code: 3, message: 'No.' } }),
      () => publishWatched({ env: DEBUG }),
    );
    expect(failure(run).code).toBe('certificate-unavailable');
    expect(await leaks(run, secrets)).toEqual([]);
  });

  test('where an answer with an ID token in it is of no use', async () => {
    const token = sandbox.github.idToken('pypi', { workflow_ref: undefined });
    const { run, secrets } = await withFault(
      sandbox.github,
      '/idtoken',
      (_, request, response) => answer(request, response, 200, { body: { value: token } }),
      () => publishWatched({ env: DEBUG }),
    );
    secrets.set('ID token of the answer', token);
    expect(failure(run).code).toBe('id-token-unavailable');
    expect(await leaks(run, secrets)).toEqual([]);
  });

  test('with a user and a password', async () => {
    const password = 'correct horse battery staple';
    sandbox.index.addUser('maintainer', password);
    const { run, secrets } = await publishWatched({
      inputs: { user: 'maintainer', password },
      env: DEBUG,
    });
    expect(run.exitCode).toBe(0);
    expect(run.stdout).toContain(`::add-mask::${base64(`maintainer:${password}`)}\n`);
    secrets.set('password', password);
    secrets.set('password in a header', base64(`maintainer:${password}`));
    expect(await leaks(run, secrets)).toEqual([]);
  });
});

describe('a secret that is part of an input', () => {
  test('`repository-url` keeps its query for the index, and shows it nowhere', async () => {
    const token = 'query-token-0123456789';
    const received = listen();
    const { run } = await publishWatched({
      inputs: { 'repository-url': `${sandbox.index.uploadUrl}?token=${token}` },
      env: DEBUG,
    });
    expect(run.exitCode).toBe(0);
    expect(received.map(({ request }) => request)).toContain(`POST /legacy/?token=${token}`);
    expect(await leaks(run, new Map([['token of the query', token]]))).toEqual([]);
  });

  test.each<[string, Record<string, string>]>([
    ['`index-url` with a password', { 'index-url': 'https://octo:SECRET@packages.example/' }],
    ['`repository-url` with a password', { 'repository-url': 'https://octo:SECRET@x.example/' }],
    ['`user` that is a token', { user: 'pypi-SECRET' }],
    ['`packages-dir` that is a token', { 'packages-dir': 'pypi-SECRET' }],
    ['`verbose` that is a token', { verbose: 'ghp_SECRET' }],
  ])('%s is refused without being shown', async (_, inputs) => {
    const secret = 'AgEIcHlwaS5vcmcCJGZhMTIz';
    const given = Object.entries(inputs).map(([name, value]) => [
      name,
      value.replace('SECRET', secret),
    ]);
    const { run } = await publishWatched({ inputs: Object.fromEntries(given), env: DEBUG });
    expect(failure(run).code).toBe('invalid-configuration');
    expect(await leaks(run, new Map([['secret', secret]]))).toEqual([]);
  });
});

describe('a server that repeats a secret', () => {
  test('in other forms: percent-encoded, as JSON, HTML, Markdown and Base64', async () => {
    const password = 'Xy"7 *q<r>_&$ %1/z+W\\-Kü';
    sandbox.index.addUser('maintainer', password);
    const json = JSON.stringify(password).slice(1, -1);
    const html = password.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&#34;');
    const forms = [
      encodeURIComponent(password),
      new URLSearchParams({ p: password }).toString().slice(2),
      json,
      json.replace('ü', '\\u00fc'),
      html,
      base64(password),
      base64(`x:${password}`).slice(4),
      Buffer.from(`maintainer:${password}`).toString('base64url'),
    ];
    const { run } = await withFault(
      sandbox.index,
      '/legacy/',
      (_, request, response) =>
        answer(request, response, 400, {
          headers: { 'content-type': 'text/plain' },
          body: `Refused: ${forms.join(' ')}`,
        }),
      () => publishWatched({ inputs: { user: 'maintainer', password }, env: DEBUG }),
    );
    expect(failure(run).code).toBe('upload-rejected');
    expect(failure(run).text).toContain('Refused: ***');
    const halves = [password, ...forms].map((form) => form.slice(0, Math.ceil(form.length / 2)));
    for (const [place, text] of await traces(run)) {
      for (const half of halves) expect([place, text.includes(half)]).toEqual([place, false]);
    }
  });

  /** What a spiteful server makes of a secret: whole, in a sentence, and cut short. */
  const echoes = (secret: string) =>
    [...[secret.length, 200, 60, 30, 20].map((length) => secret.slice(0, length))].join(' and ');

  /** No beginning of a secret that is of use, after what all secrets of its kind begin with. */
  function expectUnreadable(run: PublishRun, secrets: readonly string[]): void {
    const texts = [shownLog(run.stdout), run.summary, JSON.stringify(run.outputs), run.stderr];
    for (const secret of secrets) {
      expect(secret.length).toBeGreaterThan(30);
      for (const text of texts) expect(text).not.toContain(secret.slice(0, 17));
    }
  }

  const bodyOf = async (request: IncomingMessage) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    return Buffer.concat(chunks).toString('latin1');
  };

  test.each([400, 403, 503])('the header of an upload, with a %i', async (status) => {
    const { run, secrets } = await withFault(
      sandbox.index,
      '/legacy/',
      (_, request, response) => {
        const [, encoded = ''] = (request.headers.authorization ?? '').split(' ');
        const token = Buffer.from(encoded, 'base64').toString().replace('__token__:', '');
        const text = `temporarily disabled: ${echoes(encoded)}; ${echoes(token)}`;
        return answer(request, response, status, { ...NOT_TODAY, ...refusal(status, text) });
      },
      () => publishWatched({ env: DEBUG }),
    );
    expect(run.exitCode).toBe(1);
    expect(shownLog(run.stdout).includes('***')).toBe(status !== 503);
    const tokens = [...secrets].filter(([name]) => name.startsWith('upload token'));
    expectUnreadable(
      run,
      tokens.map(([, secret]) => secret),
    );
    expect(await leaks(run, secrets)).toEqual([]);
  });

  test('two tokens that begin alike', async () => {
    const common = 'pypi-AgEIcHlwaS5vcmcCJGZh';
    const [first, second] = [`${common}${'A'.repeat(60)}`, `${common}${'B'.repeat(60)}`];
    let minted = 0;
    const { run } = await withFault(
      sandbox.index,
      '',
      (_, request, response) => {
        if (request.url === '/_/oidc/mint-token') {
          minted += 1;
          return answer(request, response, 200, { body: { token: minted === 1 ? first : second } });
        }
        if (request.url !== '/legacy/') return false;
        return answer(request, response, 403, refusal(403, `Not ${first}, nor ${second}`));
      },
      () => publishWatched(),
    );
    expect(failure(run).text).toContain('Not ***, nor ***');
    for (const text of [shownLog(run.stdout), run.summary]) expect(text).not.toMatch(/A{9}|B{9}/);
  });

  test('the ID token of the exchange', async () => {
    const { run, secrets } = await withFault(
      sandbox.index,
      '/mint-token',
      async (_, request, response) => {
        const { token } = JSON.parse(await bodyOf(request)) as { token: string };
        const errors = [{ code: token.slice(0, 100), description: echoes(token) }];
        response.writeHead(422, { 'content-type': 'application/json' });
        response.end(JSON.stringify({ message: token, errors }));
        return true;
      },
      () => publishWatched({ env: DEBUG }),
    );
    expect(failure(run).code).toBe('upload-token-refused');
    expect(failure(run).text).toContain('***');
    expectUnreadable(run, [secrets.get('ID token 0') ?? '']);
    expect(await leaks(run, secrets)).toEqual([]);
  });

  test.each([
    ['payload', 1],
    ['signature', 2],
  ])('the %s of the ID token', async (part, at) => {
    const { run, secrets } = await withFault(
      sandbox.index,
      '/mint-token',
      async (_, request, response) => {
        const { token } = JSON.parse(await bodyOf(request)) as { token: string };
        const message = `the ${part} is wrong: ${echoes(token.split('.')[at] ?? '')}`;
        const errors = [{ code: 'invalid-token', description: message }];
        response.writeHead(422, { 'content-type': 'application/json' });
        response.end(JSON.stringify({ message, errors }));
        return true;
      },
      () => publishWatched({ env: DEBUG }),
    );
    expect(failure(run).text).toContain(`the ${part} is wrong: ***`);
    expectUnreadable(run, [(secrets.get('ID token 0') ?? '').split('.')[at] ?? '']);
  });

  test('the ID token that Fulcio gets', async () => {
    const { run, secrets } = await withFault(
      sandbox.sigstore.fulcio,
      '/signingCert',
      async (_, request, response) => {
        const body = await bodyOf(request);
        const [token = ''] = /[\w-]+\.[\w-]+\.[\w-]{40,}/.exec(body) ?? [];
        response.writeHead(400, { 'content-type': 'application/json' });
        response.end(JSON.stringify({ code: 3, message: `No: ${echoes(token)}` }));
        return true;
      },
      () => publishWatched({ env: DEBUG }),
    );
    expect(failure(run).text).toContain('***');
    expectUnreadable(run, [secrets.get('ID token 1') ?? '']);
    expect(await leaks(run, secrets)).toEqual([]);
  });
});

describe('each secret is masked', () => {
  /** The masks in front of the first line that somebody reads. */
  const firstMasks = ({ stdout }: PublishRun) => {
    const lines = stdout.split('\n');
    return lines.slice(
      0,
      lines.findIndex((line) => !line.startsWith('::add-mask::')),
    );
  };

  test('a password before anything else is said', async () => {
    const password = 'correct horse battery staple';
    sandbox.index.addUser('maintainer', password);
    const { run } = await publishWatched({ inputs: { user: 'maintainer', password } });
    expect(run.exitCode).toBe(0);
    expect(firstMasks(run)).toContain(`::add-mask::${password}`);
    const token = sandbox.index.addApiToken();
    const other = await publishWatched({ inputs: { password: ` ${token}\n` } });
    expect(firstMasks(other.run)).toContain(`::add-mask::${token}`);
  });

  const lineOf = (stdout: string, found: (line: string) => boolean) =>
    stdout.split('\n').findIndex(found);

  test('before it is used', async () => {
    const { run, secrets } = await publishWatched({ inputs: { verbose: 'true' } });
    const mask = (secret = '') => lineOf(run.stdout, (line) => line === `::add-mask::${secret}`);
    const used = (place: string) =>
      lineOf(run.stdout, (line) => line.startsWith('POST ') && line.includes(place));
    const order = [
      [mask(secrets.get('ID token 0')), used('/_/oidc/mint-token')],
      [mask(secrets.get('upload token 0')), used('/legacy/')],
      [mask(secrets.get('upload token 0 in a header')), used('/legacy/')],
      [mask(secrets.get('ID token 1')), used('/api/v2/signingCert')],
    ];
    for (const [masked = -1, use = -1] of order) {
      expect(masked).toBeGreaterThanOrEqual(0);
      expect(use).toBeGreaterThan(masked);
    }
  });

  test('not outside of GitHub Actions, where a mask would show it', async () => {
    const token = sandbox.index.addApiToken();
    const { run } = await publishWatched({
      inputs: { password: token },
      env: { GITHUB_ACTIONS: undefined },
    });
    expect(run.exitCode).toBe(0);
    expect(run.stdout).not.toContain('::add-mask::');
    expect(await leaks(run, new Map([['API token', token]]))).toEqual([]);
  });
});

describe('each secret goes to its own place only', () => {
  test('of Trusted Publishing', async () => {
    const received = listen();
    const { run, secrets } = await publishWatched();
    expect(run.exitCode).toBe(0);
    const places = (name: string) => {
      const secret = secrets.get(name) ?? 'missing';
      const holders = received.filter(({ request, headers, body }) =>
        [request, headers, body].some((text) => text.includes(secret)),
      );
      return [
        ...new Set(holders.map(({ service, request }) => `${service} ${request.split('?')[0]}`)),
      ];
    };
    const [idTokenPath = ''] = places('request token');
    expect(places('request token')).toHaveLength(1);
    expect(idTokenPath).toMatch(/^github GET \/.*\/idtoken$/);
    // At its own index only, where it is given back in the end.
    expect(places('upload token 0').join()).toMatch(/^(?:index POST \/_\/oidc\/burn-token)?$/);
    expect(places('upload token 0 in a header')).toEqual(['index POST /legacy/']);
    expect(places('ID token 0')).toEqual(['index POST /_/oidc/mint-token']);
    expect(places('ID token 1')).toEqual(['fulcio POST /api/v2/signingCert']);
    const authorized = received.filter(({ headers }) => /^authorization$/im.test(headers));
    expect(new Set(authorized.map(({ service }) => service))).toEqual(new Set(['github', 'index']));
    expect(received.filter(({ headers }) => /^cookie$/im.test(headers))).toEqual([]);
  });

  test.each([301, 302, 303, 307, 308])('a %s of the upload is not followed', async (status) => {
    const elsewhere = await startServer(() => []);
    try {
      const { run, secrets } = await withFault(
        sandbox.index,
        '/legacy/',
        (_, request, response) =>
          answer(request, response, status, { headers: { location: `${elsewhere.url}/legacy/` } }),
        () => publishWatched(),
      );
      expect(failure(run).code).toBe('upload-rejected');
      expect(elsewhere.requests).toEqual([]);
      expect(await leaks(run, secrets)).toEqual([]);
    } finally {
      await elsewhere.close();
    }
  });

  test.each([
    ['index', '/audience'],
    ['index', '/mint-token'],
    ['index', '/sample-project/'],
    ['fulcio', '/signingCert'],
    ['rekor', '/entries'],
    ['github', '/idtoken'],
  ])('a redirect of %s from %s is not followed', async (service, path) => {
    const elsewhere = await startServer(() => []);
    const server = servers().get(service);
    if (server === undefined) throw new TypeError(service);
    try {
      await withFault(
        server,
        path,
        (_, request, response) =>
          answer(request, response, 307, { headers: { location: `${elsewhere.url}/` } }),
        () => publishWatched({ inputs: { 'wait-for-index': '0' } }),
      );
      expect(elsewhere.requests).toEqual([]);
    } finally {
      await elsewhere.close();
    }
  });
});
