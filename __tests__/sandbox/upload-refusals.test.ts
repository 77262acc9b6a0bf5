import { afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { BuiltDistribution } from '../archives/distribution.ts';
import { buildSdist } from '../archives/sdist.ts';
import { buildTarGz } from '../archives/tar.ts';
import { buildWheel, wheelMembers } from '../archives/wheel.ts';
import { buildZip } from '../archives/zip.ts';
import { openSandbox } from '../open-sandbox.ts';
import { ask, type Fields, formOf, rawUpload, sha256, upload, uploadToken } from './client.ts';

const sandbox = await openSandbox();
const token = await uploadToken(sandbox);
afterEach(() => {
  expect(sandbox.index.faults).toEqual([]);
});

const SEE = ' See https://packaging.python.org/specifications/core-metadata for more information.';
const NAME = 'sample-project';
const wheel = buildWheel({ name: NAME, version: '1.0' });

/** `STATUS detail`, as the JSON body has it. */
async function codeOf(
  distribution: BuiltDistribution = wheel,
  fields: Fields = {},
  auth = token,
): Promise<string> {
  return String((await upload(sandbox, distribution, { token: auth, fields })).json?.['code']);
}

const named = (filename: string, bytes = wheel.bytes): BuiltDistribution => ({ filename, bytes });

describe('the form of an answer', () => {
  const refused = (accept?: string) =>
    upload(sandbox, wheel, {
      token,
      fields: { filetype: 'bdist_egg' },
      headers: accept === undefined ? { accept: '*/*' } : { accept },
    });
  const detail = 'Invalid value for filetype. Error: Use a known file type.';

  test('the detail is in the reason phrase', async () => {
    expect((await refused()).statusText).toBe(detail);
  });

  test('and in HTML, by default', async () => {
    const { headers, text } = await refused();
    expect(headers.get('content-type')).toBe('text/html; charset=UTF-8');
    expect(text).toContain(`<h1>400 ${detail}</h1>`);
  });

  test('or in JSON', async () => {
    expect((await refused('application/json')).json).toEqual({
      code: `400 ${detail}`,
      title: 'Bad Request',
      message: `The server could not comply with the request since it is either malformed or otherwise incorrect.\n\n\n${detail}\n\n`,
    });
  });

  test('or in plain text', async () => {
    expect((await refused('text/plain')).text).toMatch(new RegExp(`^400 ${detail}\n\n`));
  });

  test('markup in the detail is escaped in HTML', async () => {
    const { text } = await upload(sandbox, wheel, {
      token,
      fields: { name: '<b>' },
      headers: { accept: 'text/html' },
    });
    expect(text).toContain('&lt;b&gt;');
    expect(text).not.toContain('<b>');
  });

  test('letters outside Latin-1 become question marks in the reason', async () => {
    const { statusText, json } = await upload(sandbox, wheel, { token, fields: { name: 'żółw' } });
    // The byte 0xF3 in between is Latin-1's ó, which fetch decodes as UTF-8.

    expect(statusText).toMatch(/^'\?.\?w' is an invalid value for Name/);
    expect(json?.['code']).toContain("'żółw'");
  });

  test('a detail of several lines breaks HTTP/1.1', async () => {
    const form = formOf(wheel, { attestations: '[{}]' });
    const head = await rawUpload(sandbox, token, form);
    expect(head).toMatch(
      /^HTTP\/1\.1 400 Invalid attestations supplied during upload: Malformed attestations: 3 validation errors for list\[Attestation\]\n0\.version\n/,
    );
    const answer = upload(sandbox, wheel, { token, form: formOf(wheel, { attestations: '[{}]' }) });
    await expect(answer).rejects.toThrow('fetch failed');
    expect(sandbox.index.requests.at(-1)?.status).toBe(400);
  });
});

describe('an upload is refused for who uploads it:', () => {
  const invalid = () =>
    `403 Invalid or non-existent authentication information. See ${sandbox.index.url}/help/#invalid-auth for more information.`;

  test.each([
    ['nothing', undefined],
    ['garbage', 'Basic garbage'],
    ['another scheme', 'Digest x'],
    ['an unknown token', 'Bearer pypi-AgEIcHlwaS5vcmc'],
  ])('%s', async (_, authorization) => {
    const headers = authorization === undefined ? {} : { authorization };
    const { json } = await upload(sandbox, wheel, { headers });
    expect(json?.['code']).toBe(invalid());
  });

  test('a token cut short', async () => {
    const short = token.slice(0, -3);
    expect(await codeOf(wheel, {}, short)).toBe('403 Invalid API Token: signatures do not match');
  });

  test('a token after its time', async () => {
    const { settings } = sandbox.index;
    settings.tokenLifetime = -1;
    const expired = await uploadToken(sandbox);
    settings.tokenLifetime = 900;
    expect(await codeOf(wheel, {}, expired)).toBe('403 Invalid API Token: token is expired');
  });

  test('a token of another project', async () => {
    sandbox.index.addProject('theirs');
    const theirs = buildWheel({ name: 'theirs', version: '1.0' });
    const caveats =
      "OIDC scoped token is not valid for project 'theirs', project-scoped token is not valid for project: 'theirs'";
    expect(await codeOf(theirs)).toBe(`403 Invalid API Token: ${caveats}, ${caveats}`);
    const scoped = sandbox.addApiToken(NAME);
    expect(await codeOf(theirs, {}, scoped)).toBe(
      "403 Invalid API Token: project-scoped token is not valid for project: 'theirs'",
    );
  });

  test('a project that does not exist', async () => {
    const code = await codeOf(buildWheel({ name: 'misspelt', version: '1.0' }));
    expect(code).toMatch(
      /^400 Non-user identities cannot create new projects\. This was probably caused by successfully using a pending publisher but specifying the project name incorrectly/,
    );
    expect(sandbox.index.projects.has('misspelt')).toBe(false);
  });

  test.each(['archived', 'quarantined'] as const)('an %s project', async (status) => {
    const project = sandbox.index.addProject(NAME);
    project.status = status;
    const code = await codeOf();
    const minted = await uploadToken(sandbox);
    project.status = 'active';
    expect(code).toBe(
      `403 The given token isn't allowed to upload to project '${NAME}'. See ${sandbox.index.url}/help/#project-name for more information.`,
    );
    expect(minted).toMatch(/^pypi-/);
  });

  test('read-only mode, before the token is looked at', async () => {
    sandbox.index.settings.uploads = false;
    const code = await codeOf(wheel, {}, 'pypi-none');
    sandbox.index.settings.uploads = true;
    expect(code).toBe('403 Read-only mode: Uploads are temporarily disabled.');
  });
});

describe('an upload is refused for its form:', () => {
  const cases: readonly (readonly [string, Fields, string])[] = [
    ['protocol', { protocol_version: '2' }, 'Unknown protocol version.'],
    [
      'no name',
      { name: undefined },
      `'' is an invalid value for Name. Error: This field is required.${SEE}`,
    ],
    [
      'a bad name',
      { name: '-x-' },
      `'-x-' is an invalid value for Name. Error: Start and end with a letter or numeral containing only ASCII numeric and '.', '_' and '-'.${SEE}`,
    ],
    [
      'filetype',
      { filetype: 'bdist_wininst' },
      'Invalid value for filetype. Error: Use a known file type.',
    ],
    [
      'no pyversion',
      { pyversion: undefined },
      'Invalid value for pyversion. Error: Python version is required for binary distribution uploads.',
    ],
    [
      'pyversion of an sdist',
      { filetype: 'sdist', pyversion: 'py3' },
      "Invalid value for pyversion. Error: Use 'source' as Python version for an sdist.",
    ],
    [
      'sha256_digest',
      { sha256_digest: 'abc' },
      'Invalid value for sha256_digest. Error: Use a valid, hex-encoded, SHA256 message digest.',
    ],
    ['no digest', { sha256_digest: undefined }, 'Error: Include at least one message digest.'],
  ];
  test.each(cases)('%s', async (_, fields, detail) => {
    expect(await codeOf(wheel, fields)).toBe(`400 ${detail}`);
  });

  test('a text field sent as a file', async () => {
    const form = formOf(wheel);
    form.append('attestations', new Blob(['[]']), 'attestations.json');
    const { json } = await upload(sandbox, wheel, { form });
    expect(json?.['code']).toBe('400 attestations: Should not be a tuple.');
  });

  test('no file', async () => {
    const form = formOf(wheel);
    form.set('content', 'text');
    const { json } = await upload(sandbox, wheel, { token, form });
    expect(json?.['code']).toBe('400 Upload payload does not have a file.');
  });

  test.each([undefined, 'other'])('the `:action` %p is not found', async (action) => {
    const { status } = await upload(sandbox, wheel, { token, fields: { ':action': action } });
    expect(status).toBe(404);
  });

  test('the action may be in the query, and an old one is gone', async () => {
    const form = formOf(wheel, { ':action': undefined, protocol_version: '3' });
    const url = `${sandbox.index.uploadUrl}?:action=file_upload`;
    const headers = { authorization: `Bearer ${token}` };
    expect((await ask(url, { method: 'POST', body: form, headers })).statusText).toBe(
      'Unknown protocol version.',
    );
    expect((await upload(sandbox, wheel, { fields: { ':action': 'submit' } })).status).toBe(410);
  });

  test('a body that is no multipart has no fields', async () => {
    const answer = await ask(sandbox.index.uploadUrl, {
      method: 'POST',
      body: new URLSearchParams({ ':action': 'file_upload', name: 'x' }),
    });
    expect(answer.status).toBe(404);
  });
});

describe('an upload is refused for its metadata:', () => {
  const cases: readonly (readonly [string, Fields, string])[] = [
    ['no version of it', { metadata_version: undefined }, 'None is not a valid metadata version.'],
    ['its version', { metadata_version: '9.9' }, "'9.9' is not a valid metadata version."],
    ['no version', { version: undefined }, "'version' is a required field."],
    ['the version', { version: 'one' }, "'one' is invalid for 'version'."],
    [
      'a local version',
      { version: '1.0+ABC' },
      "The use of local versions in '1.0+abc' is not allowed.",
    ],
    ['two names', { name: [NAME, NAME] }, "'name' has invalid data."],
    [
      'a long summary',
      { summary: 'x'.repeat(513) },
      "'summary' field must be 512 characters or less.",
    ],
    [
      'a long summary of emoji',
      { summary: '\u{1f600}'.repeat(513) },
      "'summary' field must be 512 characters or less.",
    ],
    ['lines in the summary', { summary: 'a\nb' }, "'summary' must be a single line."],
    [
      'the content type',
      { description_content_type: 'text/asciidoc' },
      "'description-content-type' must be one of ['text/markdown', 'text/plain', 'text/x-rst'], not 'text/asciidoc'.",
    ],
    [
      'a field from later',
      { license_expression: 'MIT' },
      'license-expression introduced in metadata version 2.4, not 2.1.',
    ],
    [
      'both licences',
      { metadata_version: '2.4', license: 'MIT', license_expression: 'MIT' },
      'License is deprecated when License-Expression is present. Only License-Expression should be present.',
    ],
    [
      'a label twice',
      { project_urls: ['Home, https://a.example', 'Home, https://b.example'] },
      "'project_urls' has invalid data.",
    ],
    [
      'a requirement by URL',
      { requires_dist: 'x @ https://a.example/x.whl' },
      "Can't have direct dependency: 'x @ https://a.example/x.whl'.",
    ],
    [
      'a private classifier',
      { classifiers: 'Private :: Do Not Upload' },
      "'Private :: Do Not Upload' is not a valid classifier.",
    ],
  ];
  test.each(cases)('%s', async (_, fields, detail) => {
    expect(await codeOf(wheel, fields)).toBe(`400 ${detail}${SEE}`);
  });
});

describe('an upload is refused for its file:', () => {
  test('its digests', async () => {
    const detail =
      '400 The digest supplied does not match a digest calculated from the uploaded file.';
    expect(await codeOf(wheel, { sha256_digest: '0'.repeat(64) })).toBe(detail);
    expect(await codeOf(wheel, { md5_digest: 'urlsafe-base64' })).toBe(detail);
    expect(await codeOf(wheel, { blake2_256_digest: sha256('x') })).toBe(detail);
  });

  test('its size', async () => {
    sandbox.index.settings.fileSizeLimit = 10;
    const code = await codeOf();
    sandbox.index.settings.fileSizeLimit = 100 * 1024 * 1024;
    expect(code).toBe(
      `400 File too large. Limit for project '${NAME}' is 0 MB. See https://docs.pypi.org/project-management/storage-limits for more information.`,
    );
  });

  test('its media type', async () => {
    const form = formOf(wheel);
    form.set('content', new Blob(['x'], { type: 'image/png' }), wheel.filename);
    const { json } = await upload(sandbox, wheel, { token, form });
    expect(json?.['code']).toBe('400 Invalid distribution file.');
  });

  test('its extension', async () => {
    const code = await codeOf(named('sample_project-1.0.egg'), {
      filetype: 'sdist',
      pyversion: 'source',
      version: '1.0',
    });
    expect(code).toMatch(/^400 Invalid file extension: /);
  });

  test('a path in its name', async () => {
    const code = await codeOf(named('dist/sample_project-1.0-py3-none-any.whl'), {
      name: NAME,
      version: '1.0',
    });
    expect(code).toBe("400 Cannot upload a file with '/' or '\\' in its name.");
  });
});

describe('a file that was there', () => {
  const first = buildWheel({ name: NAME, version: '5.0' });
  const help = () => `See ${sandbox.index.url}/help/#file-name-reuse for more information.`;
  beforeAll(async () => {
    expect((await upload(sandbox, first, { token })).status).toBe(200);
  });

  test('the name with other bytes', async () => {
    const other = buildWheel({ name: NAME, version: '5.0', files: { 'a.py': 'b' } });
    expect(await codeOf(other)).toMatch(
      /^400 File already exists \('sample_project-5\.0-py3-none-any\.whl', with blake2_256 hash '[0-9a-f]{64}'\)\. See /,
    );
  });

  test('the bytes under another name', async () => {
    const code = await codeOf(named('sample_project-5.1-py3-none-any.whl', first.bytes));
    expect(code).toContain("400 File already exists ('sample_project-5.1-py3-none-any.whl'");
  });

  test('the BLAKE2 hash is right', async () => {
    const bytes = Buffer.from('abc');
    sandbox.index.state.files.push({
      ...sandbox.index.files[0],
      filename: 'x',
      sha256: sha256(bytes),
    } as never);
    const code = await codeOf(named('sample_project-5.2-py3-none-any.whl', bytes));
    sandbox.index.state.files.pop();
    // RFC 7693's algorithm, as Python's hashlib.blake2b(b"abc", digest_size=32) gives it.
    expect(code).toContain('bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319');
  });

  test('a name that was deleted', async () => {
    const gone = buildWheel({ name: NAME, version: '5.3' });
    expect((await upload(sandbox, gone, { token })).status).toBe(200);
    sandbox.index.deleteFile(gone.filename);
    expect(await codeOf(gone)).toBe(
      `400 This filename was previously used by a file that has since been deleted. Use a different version. ${help()}`,
    );
  });

  test('a release older than 14 days takes no new file, and its own again', async () => {
    const release = sandbox.index.projects.get(NAME)?.releases.get('5.0');
    if (release === undefined) throw new Error('no release');
    release.createdAt -= 14 * 86_400_000 + 60_000;
    const late = buildWheel({ name: NAME, version: '5.0', tag: 'py2-none-any' });
    expect(await codeOf(late)).toBe(
      '400 Uploading new files to releases older than 14 days is not allowed.',
    );
    expect(await codeOf(first)).toBe('200 OK');
  });

  test('a second sdist', async () => {
    const sdist = await buildSdist({ name: NAME, version: '5.4' });
    expect(await codeOf(sdist)).toBe('200 OK');
    const zip = named('sample_project-5.4.zip', Buffer.from('PK'));
    const code = await codeOf(zip, { version: '5.4', filetype: 'sdist', pyversion: 'source' });
    expect(code).toBe('400 Only one sdist may be uploaded per release.');
  });
});

describe('a wheel', () => {
  const of = (filename: string, fields: Fields = {}) =>
    codeOf(named(filename, Buffer.concat([wheel.bytes])), {
      name: NAME,
      version: '1.0',
      ...fields,
    });
  const members = wheelMembers({ name: NAME, version: '6.0' });
  const filename = 'sample_project-6.0-py3-none-any.whl';
  const without = (part: string) =>
    named(filename, buildZip({ members: members.filter(({ path }) => !path.endsWith(part)) }));

  test('whose name has too few parts', async () => {
    expect(await of('sample_project-1.0-py3-none.whl')).toBe(
      "400 Invalid wheel filename (wrong number of parts): 'sample_project-1.0-py3-none'",
    );
  });

  test('whose build number is none', async () => {
    expect(await of('sample_project-1.0-x-py3-none-any.whl')).toBe(
      "400 Invalid build number: x in 'sample_project-1.0-x-py3-none-any'",
    );
  });

  test.each(['linux_x86_64', 'macosx_27_0_arm64', 'pyodide_2024_0_wasm32'])(
    'for %s',
    async (platform) => {
      const name = `sample_project-1.0-cp312-cp312-${platform}.whl`;
      expect(await of(name)).toBe(
        `400 Binary wheel '${name}' has an unsupported platform tag '${platform}'.`,
      );
    },
  );

  test.each(['manylinux_2_17_x86_64.manylinux2014_x86_64', 'win_amd64', 'macosx_11_0_arm64'])(
    'for %s passes',
    async (platform) => {
      const tag = `cp312-cp312-${platform}`;
      expect(await codeOf(buildWheel({ name: NAME, version: '6.1', tag }))).toBe('200 OK');
    },
  );

  test('of another project', async () => {
    const other = buildWheel({ name: 'other', version: '1.0' });
    expect(await codeOf(other, { name: NAME })).toBe(
      `400 Start filename for '${NAME}' with 'sample_project'.`,
    );
  });

  test('whose name is not normal', async () => {
    const info = members.map((member) => ({
      ...member,
      path: member.path.replace('sample_project-6.0', 'Sample.Project-6.0'),
    }));
    const name = 'Sample.Project-6.0-py3-none-any.whl';
    const fields = { name: NAME, version: '6.0' };
    expect(await codeOf(named(name, buildZip({ members: info })), fields)).toBe(
      `400 Filename '${name}' should contain the normalized project name 'sample_project', not 'Sample.Project'.`,
    );
  });

  test('of another version', async () => {
    const other = buildWheel({ name: NAME, version: '6.2' });
    expect(await codeOf(other, { version: '6.3' })).toBe(
      "400 Version in filename should be '6.3' not '6.2'.",
    );
  });

  test('without WHEEL, RECORD, METADATA', async () => {
    const info = 'sample_project-6.0.dist-info';
    expect(await codeOf(without('/WHEEL'))).toBe(
      `400 Invalid distribution file. WHEEL not found at ${info}/WHEEL`,
    );
    expect(await codeOf(without('/RECORD'))).toContain(
      `400 Wheel '${filename}' does not contain the required RECORD file`,
    );
    expect(await codeOf(without('/METADATA'))).toContain(
      `400 Wheel '${filename}' does not contain the required METADATA file`,
    );
  });

  test('without a licence file that the form names', async () => {
    const fields = { metadata_version: '2.4', license_file: 'LICENSE' };
    expect(await codeOf(named(filename, buildZip({ members })), fields)).toBe(
      `400 License-File LICENSE does not exist in distribution file ${filename} at sample_project-6.0.dist-info/licenses/LICENSE`,
    );
  });

  const zip = buildZip({ members });
  const notAccepted = (problem: string) =>
    `400 Invalid distribution file. ZIP archive not accepted: ${problem}. See`;
  test('that is no ZIP, or more than one', async () => {
    expect(await codeOf(named(filename, Buffer.from('nothing')))).toContain(
      notAccepted('Malformed zip file'),
    );
    expect(await codeOf(named(filename, Buffer.concat([zip, Buffer.from('more')])))).toContain(
      notAccepted('Trailing data'),
    );
    expect(await codeOf(named(filename, Buffer.concat([Buffer.from('before'), zip])))).toContain(
      '400 Invalid distribution file. ZIP archive not accepted: ',
    );
    expect(
      await codeOf(named(filename, buildZip({ members: [...members, ...members.slice(0, 1)] }))),
    ).toContain(notAccepted('Duplicate filename in central directory'));
  });

  test('with a data descriptor', async () => {
    const bytes = Buffer.from(zip);
    bytes.writeUInt16LE(bytes.readUInt16LE(6) | 0x08, 6);
    expect(await codeOf(named(filename, bytes))).toContain(
      notAccepted('ZIP contains a data descriptor'),
    );
  });
});

describe('an sdist', () => {
  const fields: Fields = { filetype: 'sdist', pyversion: 'source', version: '7.0', name: NAME };
  const filename = 'sample_project-7.0.tar.gz';
  const tarOf = async (...paths: string[]) =>
    named(filename, await buildTarGz(paths.map((path) => ({ path, content: 'x' }))));

  test('that is cut off', async () => {
    const { bytes } = await tarOf('sample_project-7.0/PKG-INFO');
    expect(await codeOf(named(filename, bytes.subarray(0, 40)), fields)).toBe(
      '400 Invalid distribution file. None',
    );
  });

  test('without PKG-INFO', async () => {
    expect(await codeOf(await tarOf('top/setup.py'), fields)).toBe(
      '400 Invalid distribution file. PKG-INFO not found at top/PKG-INFO',
    );
  });

  test('with two top directories', async () => {
    expect(await codeOf(await tarOf('a/PKG-INFO', 'b/x'), fields)).toBe(
      '400 Invalid distribution file. Incorrect number of top-level directories in sdist',
    );
  });

  test('whose name is of the old form', async () => {
    const { bytes } = await tarOf('t/PKG-INFO', 't/a');
    expect(await codeOf(named('sample-project-7.0.tar.gz', bytes), fields)).toBe(
      `400 Filename 'sample-project-7.0.tar.gz' is invalid, should be '${filename}'.`,
    );
    expect(await codeOf(named('other-7.0.tar.gz', bytes), fields)).toBe(
      `400 Start filename for '${NAME}' with 'sample_project'.`,
    );
    expect(await codeOf(named('sample_project.tar.gz', bytes), fields)).toBe(
      '400 Invalid source distribution filename: sample_project.tar.gz',
    );
  });
});
