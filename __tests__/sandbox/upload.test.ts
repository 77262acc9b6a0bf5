import { beforeAll, describe, expect, test } from '@jest/globals';
import { buildSdist } from '../archives/sdist.ts';
import { buildWheel } from '../archives/wheel.ts';
import { openSandbox } from '../open-sandbox.ts';
import { type Answer, ask, attest, sha256, upload, uploadToken } from './client.ts';

const sandbox = await openSandbox();
const token = await uploadToken(sandbox);

const SIMPLE = 'application/vnd.pypi.simple.v1+json';
const PROVENANCE = 'application/vnd.pypi.integrity.v1+json';
const wheelOf = (version: string) => buildWheel({ name: 'sample-project', version });
const simple = (accept = SIMPLE) =>
  ask(`${sandbox.index.simpleUrl}sample-project/`, { headers: { accept } });

interface Listed {
  readonly filename: string;
  readonly url: string;
  readonly hashes: object;
  readonly provenance: string | null;
}
async function listed(filename: string): Promise<Listed> {
  const files = (await simple()).json?.['files'] as Listed[];
  const file = files.find((candidate) => candidate.filename === filename);
  if (file === undefined) throw new Error(`${filename} is not listed`);
  return file;
}

describe('a wheel with an attestation', () => {
  const wheel = buildWheel({ name: 'sample-project', version: '1.0.0' });
  let attestation: object;
  let answer: Answer;
  beforeAll(async () => {
    attestation = await attest(sandbox, wheel);
    const attestations = [attestation as Awaited<ReturnType<typeof attest>>];
    answer = await upload(sandbox, wheel, {
      token,
      attestations,
      fields: { requires_python: '>=3.9', attestations: JSON.stringify(attestations) },
    });
  });

  test('is taken', () => {
    expect(answer.status).toBe(200);
    expect(answer.json?.['code']).toBe('200 OK');
  });

  test('is listed in JSON', async () => {
    const { headers, json } = await simple();
    expect(headers.get('content-type')).toBe(SIMPLE);
    expect(json).toMatchObject({
      meta: { 'api-version': '1.4' },
      name: 'sample-project',
      'project-status': { status: 'active' },
    });
    expect(json?.['versions']).toContain('1.0.0');
    const file = await listed(wheel.filename);
    expect(file).toEqual({
      filename: wheel.filename,
      hashes: { sha256: sha256(wheel.bytes) },
      size: wheel.bytes.length,
      'requires-python': '>=3.9',
      'upload-time': expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/),
      yanked: false,
      'core-metadata': { sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
      'data-dist-info-metadata': { sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
      url: expect.stringContaining(sandbox.index.url),
      provenance: `${sandbox.index.url}/integrity/sample-project/1.0.0/${wheel.filename}/provenance`,
    });
  });

  test('is listed in HTML', async () => {
    const { headers, text } = await simple('text/html');
    expect(headers.get('content-type')).toBe('text/html; charset=UTF-8');
    expect(text).toContain(`#sha256=${sha256(wheel.bytes)}"`);
    expect(text).toContain('data-requires-python="&gt;=3.9"');
    expect(text).toContain('data-provenance="');
  });

  test('can be downloaded, and its METADATA too', async () => {
    const { url } = await listed(wheel.filename);
    const bytes = Buffer.from(await (await fetch(url)).arrayBuffer());
    expect(bytes.equals(wheel.bytes)).toBe(true);
    const { text } = await ask(`${url}.metadata`);
    expect(text).toMatch(/^Metadata-Version: /);
    expect(await listed(wheel.filename)).toMatchObject({
      'core-metadata': { sha256: sha256(text) },
    });
  });

  test('has provenance', async () => {
    const { provenance } = await listed(wheel.filename);
    const { status, headers, json } = await ask(provenance ?? '');
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe(PROVENANCE);
    expect(json).toEqual({
      version: 1,
      attestation_bundles: [
        {
          publisher: {
            kind: 'GitHub',
            repository: 'acme/widget',
            workflow: 'release.yml',
            environment: 'pypi',
          },
          attestations: [attestation],
        },
      ],
    });
  });

  test('again is 200, and other attestations are not looked at', async () => {
    const again = await upload(sandbox, wheel, { token, fields: { attestations: 'garbage' } });
    expect(again.status).toBe(200);
    const { provenance } = await listed(wheel.filename);
    expect(JSON.stringify((await ask(provenance ?? '')).json)).toContain(
      JSON.stringify(attestation),
    );
  });

  test('has a page for people', async () => {
    const page = await ask(`${sandbox.index.url}/project/sample-project/1.0.0/`);
    expect(page.text).toContain(sha256(wheel.bytes));
  });
});

test('the state shows what was sent', () => {
  const [file] = sandbox.index.files;
  expect(file?.fields.get('metadata_version')).toEqual(['2.1']);
  expect(file?.attestations).toHaveLength(1);
  expect(file?.publisher).toMatchObject({ owner: 'acme', environment: 'pypi' });
});

test('an sdist without an attestation has no provenance', async () => {
  const sdist = await buildSdist({ name: 'sample-project', version: '1.0.0' });
  expect((await upload(sandbox, sdist, { token })).status).toBe(200);
  const file = await listed(sdist.filename);
  expect(file).toMatchObject({ provenance: null, 'core-metadata': false });
  const url = `${sandbox.index.url}/integrity/sample-project/1.0.0/${sdist.filename}/provenance`;
  const answer = await ask(url);
  expect(answer.status).toBe(404);
  expect(answer.json).toEqual({ message: `No provenance available for ${sdist.filename}` });
});

describe('provenance', () => {
  const urlOf = (filename: string) =>
    `${sandbox.index.url}/integrity/Sample.Project/1.0/${filename}/provenance`;

  test('of an unknown file is a 404 in HTML', async () => {
    const answer = await ask(urlOf('sample_project-9-py3-none-any.whl'));
    expect(answer.status).toBe(404);
    expect(answer.headers.get('content-type')).toMatch(/^text\/html/);
  });

  test('comes as JSON on request and else not at all', async () => {
    const url = `${sandbox.index.url}/integrity/Sample.Project/v1.0.0/sample_project-1.0.0-py3-none-any.whl/provenance`;
    const json = await ask(url, { headers: { accept: 'application/json' } });
    expect(json.headers.get('content-type')).toBe('application/json');
    const other = await ask(url, { headers: { accept: 'text/html' } });
    expect(other.status).toBe(406);
    expect(other.json).toEqual({ message: 'Request not acceptable' });
  });
});

describe('the simple index', () => {
  test('redirects names that are not normal', async () => {
    const { status, headers } = await ask(`${sandbox.index.simpleUrl}Sample.Project/`);
    expect(status).toBe(301);
    expect(headers.get('location')).toBe('/simple/sample-project/');
  });

  test('does not know other projects', async () => {
    expect((await ask(`${sandbox.index.simpleUrl}unknown/`)).status).toBe(404);
  });

  test('lists its projects', async () => {
    const { json } = await ask(sandbox.index.simpleUrl, { headers: { accept: SIMPLE } });
    expect(json?.['projects']).toEqual([{ name: 'sample-project' }]);
  });

  test('gives nothing that was not asked for', async () => {
    expect((await simple('image/png')).status).toBe(406);
  });
});

describe('two first files of a version at the same time', () => {
  test('collide: one of them gets a 500 in HTML', async () => {
    const { settings } = sandbox.index;
    let waiting = 0;
    const { promise, resolve } = Promise.withResolvers<void>();
    settings.beforeCommit = () => {
      waiting += 1;
      if (waiting === 2) resolve();
      return promise;
    };
    const files = ['py3-none-any', 'py2-none-any'].map((tag) =>
      buildWheel({ name: 'sample-project', version: '2.0.0', tag }),
    );
    const answers = await Promise.all(
      files.map((file) => upload(sandbox, file, { token, headers: { accept: 'text/html' } })),
    );
    settings.beforeCommit = undefined;
    const statuses = answers.map(({ status }) => status);
    expect(statuses.toSorted((a, b) => a - b)).toEqual([200, 500]);
    const failed = answers.find(({ status }) => status === 500);
    expect(failed?.text).toContain('<h1>500 Internal Server Error</h1>');
    const again = files[statuses.indexOf(500)];
    expect(again && (await upload(sandbox, again, { token })).status).toBe(200);
    expect(sandbox.index.projects.get('sample-project')?.releases.get('2.0.0')?.files).toHaveLength(
      2,
    );
  });

  test('and without any help, by the time that a transaction takes', async () => {
    const files = ['py3-none-any', 'py2-none-any'].map((tag) =>
      buildWheel({ name: 'sample-project', version: '2.1.0', tag }),
    );
    sandbox.index.settings.transactionTime = 300;
    const answers = await Promise.all(files.map((file) => upload(sandbox, file, { token })));
    sandbox.index.settings.transactionTime = 0;
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 500]);
  });

  test('one after the other do not', async () => {
    for (const tag of ['py3-none-any', 'py2-none-any']) {
      const file = buildWheel({ name: 'sample-project', version: '2.2.0', tag });
      expect((await upload(sandbox, file, { token })).status).toBe(200);
    }
  });

  test('nor do more files of a version that exists', async () => {
    const files = ['cp39', 'cp310', 'cp311', 'cp312'].map((python) =>
      buildWheel({ name: 'sample-project', version: '2.2.0', tag: `${python}-none-any` }),
    );
    const answers = await Promise.all(files.map((file) => upload(sandbox, file, { token })));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  });
});

test('POST /legacy is redirected', async () => {
  const url = sandbox.index.uploadUrl.slice(0, -1);
  const { status, headers } = await ask(url, { method: 'POST', body: 'x' });
  expect(status).toBe(308);
  expect(headers.get('location')).toBe('/legacy/');
});

describe('credentials', () => {
  const sent = (authorization: string, version: string) =>
    upload(sandbox, wheelOf(version), { headers: { authorization } });
  const basic = (user: string, password: string) =>
    `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;

  test('Bearer and Token, with white space in Basic', async () => {
    expect((await sent(`bearer ${token}`, '3.0')).status).toBe(200);
    expect((await sent(`Token ${token}`, '3.1')).status).toBe(200);
    expect((await sent(basic('__token__', ` ${token}\n`), '3.2')).status).toBe(200);
  });

  test('an API token of one project, and of a user', async () => {
    const project = sandbox.addApiToken('sample-project');
    expect((await sent(basic('__token__', project), '3.3')).status).toBe(200);
    const user = sandbox.addApiToken();
    const wheel = buildWheel({ name: 'made-by-user', version: '1' });
    expect((await upload(sandbox, wheel, { token: user })).status).toBe(200);
    expect(sandbox.index.projects.has('made-by-user')).toBe(true);
  });

  test('a user and a password', async () => {
    sandbox.index.addUser('ada', 'correct horse');
    expect((await sent(basic('ada', 'correct horse'), '3.4')).status).toBe(200);
    expect((await sent(basic('ada', 'wrong'), '3.5')).status).toBe(403);
    expect((await sent(basic('eve', ''), '3.5')).status).toBe(403);
  });
});

test('a file that arrives without its end leaves nothing behind', async () => {
  const before = sandbox.index.files.length;
  const answer = ask(sandbox.index.uploadUrl, {
    method: 'POST',
    headers: {
      'content-type': 'multipart/form-data; boundary=x',
      authorization: `Bearer ${token}`,
    },
    body: '--x\r\nContent-Disposition: form-data; name="content"; filename="a-1.tar.gz"\r\n\r\nhalf',
  });
  expect((await answer).status).toBe(400);
  expect(sandbox.index.files.length).toBe(before);
});

test('no service failed on the way', () => {
  expect(sandbox.index.faults).toEqual([]);
});
