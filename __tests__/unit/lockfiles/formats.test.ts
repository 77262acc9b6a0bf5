import { describe, expect, test } from '@jest/globals';
import {
  LockDefect,
  type LockDocument,
  type LockedPackage,
} from '../../../src/lockfiles/lock-document.ts';
import { readLock } from '../../../src/lockfiles/read-lock.ts';

const A = 'a'.repeat(64);
const B = 'b'.repeat(64);

async function first(path: string, text: string): Promise<LockedPackage> {
  const [entry] = (await readLock(path, text)).packages;
  if (!entry) throw new Error('no package');
  return entry;
}

async function defect(path: string, text: string): Promise<string> {
  const error = await readLock(path, text).then(
    (document: LockDocument) => new Error(`read: ${JSON.stringify(document)}`),
    (reason: unknown) => reason,
  );
  if (!(error instanceof LockDefect)) throw error;
  return error.message;
}

describe('the kind', () => {
  const poetry = `[[package]]\nname = "a"\nversion = "1"\n\n[metadata]\nlock-version = "2.1"\n`;
  test.each([
    ['pylock.toml', 'lock-version = "1.0"\npackages = []\n', 'pylock'],
    ['a/pylock.dev.toml', 'lock-version = "1.0"\npackages = []\n', 'pylock'],
    ['a\\uv.lock', 'version = 1\n', 'uv'],
    ['script.py.lock', 'version = 1\n', 'uv'],
    ['renamed', 'version = 1\n[[package]]\nname = "a"\nsource = { virtual = "." }\n', 'uv'],
    ['renamed', poetry, 'poetry'],
    ['renamed', 'lock-version = "1.0"\n[[packages]]\nname = "a"\n', 'pylock'],
    ['renamed', '[metadata]\nlock_version = "4.5.0"\n[[package]]\nname = "a"\n', 'pdm'],
    ['renamed', '{"version": "1", "install": []}', 'pip-report'],
    ['renamed', '{ "_meta": {"pipfile-spec": 6} }', 'pipenv'],
    ['renamed', 'six==1.17.0\n', 'requirements'],
    ['requirements.txt', '', 'requirements'],
  ])('of %s with %j is %s', async (path, text, kind) => {
    expect((await readLock(path, text)).kind).toBe(kind);
  });

  test.each(['pyproject.toml', 'Cargo.lock', 'package.json', 'environment.yml', 'conda-lock.yml'])(
    'of %s is not known',
    async (path) => {
      expect(await defect(path, '[project]\nname = "a"\n')).toBe(
        `${path}:1 is no lock file that is known here`,
      );
    },
  );
});

describe('pylock.toml', () => {
  const pylock = (text: string) => `lock-version = "1.0"\n[[packages]]\nname = "Foo"\n${text}`;

  test.each([
    [
      'vcs = { type = "git", url = "https://u:p@git.example/foo", commit-id = "abc" }',
      { kind: 'vcs', text: 'git+https://git.example/foo' },
    ],
    ['vcs = { type = "git", path = "../foo" }', { kind: 'vcs', text: 'git+../foo' }],
    ['directory = { path = "." }', { kind: 'directory', text: '.' }],
    ['directory = { path = ".", editable = true }', { kind: 'editable', text: '.' }],
    ['archive = { path = "foo.zip" }', { kind: 'archive', text: 'foo.zip' }],
    [
      'archive = { url = "https://e.example/f.zip" }',
      { kind: 'url', text: 'https://e.example/f.zip' },
    ],
    ['index = "https://u@e.example/simple"', { kind: 'index', url: 'https://e.example/simple' }],
    ['', { kind: 'index' }],
  ])('has sources: %s', async (text, source) => {
    expect((await first('pylock.toml', pylock(text))).source).toEqual(source);
  });

  test('has files with a name of their own or that of their address', async () => {
    const text = pylock(`version = "1.0"
marker = "sys_platform == 'win32'"
sdist = { name = "foo-1.0.tar.gz", path = "files/foo.tgz", hashes = { sha256 = "${A.toUpperCase()}" } }
[[packages.wheels]]
url = "https://u:p@e.example/foo-1.0%2Bcu12-py3-none-any.whl?x=/y#z"
size = 5
upload-time = 2026-01-02T03:04:05+01:00
hashes = { md5 = "0", sha256 = "${B}" }
[[packages.wheels]]
path = 'C:\\files\\foo-1.0-py2-none-any.whl'
hashes = { sha512 = "00" }
`);
    const entry = await first('pylock.toml', text);
    expect(entry).toMatchObject({ version: '1.0', marker: "sys_platform == 'win32'" });
    expect(entry.files).toEqual([
      { filename: 'foo-1.0.tar.gz', sha256: A, at: { path: 'pylock.toml', line: 6 } },
      {
        filename: 'foo-1.0+cu12-py3-none-any.whl',
        url: 'https://e.example/foo-1.0%2Bcu12-py3-none-any.whl?x=/y#z',
        sha256: B,
        size: 5,
        uploadTime: '2026-01-02T03:04:05.000+01:00',
        at: { path: 'pylock.toml', line: 7 },
      },
      {
        filename: 'foo-1.0-py2-none-any.whl',
        otherHash: 'sha512:00',
        at: { path: 'pylock.toml', line: 12 },
      },
    ]);
  });

  test('has identities of attestations, kept as they are', async () => {
    const text = pylock(`[[packages.attestation-identities]]
kind = "GitHub"
repository = "owner/foo"
workflow = "release.yml"
environment = "pypi"
`);
    expect((await first('pylock.toml', text)).attestationIdentities).toEqual([
      { kind: 'GitHub', repository: 'owner/foo', workflow: 'release.yml', environment: 'pypi' },
    ]);
  });

  test.each([
    ['', 'pylock.toml:1 has no "lock-version"'],
    ['lock-version = "2.0"', 'pylock.toml:1 has the lock-version "2.0", and 1.0 is known here'],
    ['lock-version = 1.0', 'pylock.toml:1 has a "lock-version" that is no text'],
    [pylock('version = 1'), 'pylock.toml:2 has a "version" that is no text'],
    [pylock('archive = "x"'), 'pylock.toml:2 has a "archive" that is no table'],
    [pylock('wheels = {}'), 'pylock.toml:2 has a "wheels" that is no list'],
    [pylock('wheels = [1]'), 'pylock.toml:2 has a "wheels" that is no list of tables'],
    [pylock('wheels = [\n{}\n]'), 'pylock.toml:5 has neither a "url" nor a "path"'],
    [
      pylock('wheels = [\n{ url = "x", hashes = { sha256 = "zz" } }]'),
      'pylock.toml:5 has a SHA-256 that is not 64 hexadecimal digits',
    ],
    [pylock('attestation-identities = [{}]'), 'pylock.toml:4 has no "kind"'],
    [
      'lock-version = "1.0"\npackages = [\n{ name = "-" }]',
      /^pylock.toml:3 has a package with an invalid name/,
    ],
    ['lock-version = "1.0"\n\nx = [', /^pylock.toml:3 is no TOML: /],
    ['a = 1\na = 2', /^pylock.toml:2 is no TOML: /],
  ])('is not %j', async (text, message) => {
    expect(await defect('pylock.toml', text)).toMatch(message);
  });
});

describe('uv.lock', () => {
  const uv = (text: string) => `version = 1\n[[package]]\nname = "foo"\n${text}`;

  test.each([
    [
      '{ registry = "https://e.example/simple" }',
      { kind: 'index', url: 'https://e.example/simple' },
    ],
    ['{ registry = "../links" }', { kind: 'index', url: '../links' }],
    [
      '{ git = "https://git.example/foo?rev=v1#0123" }',
      { kind: 'vcs', text: 'git+https://git.example/foo?rev=v1#0123' },
    ],
    ['{ url = "https://e.example/foo.whl" }', { kind: 'url', text: 'https://e.example/foo.whl' }],
    ['{ url = "https://e.example/x.zip", subdirectory = "y" }', { kind: 'url' }],
    ['{ path = "foo.whl" }', { kind: 'archive', text: 'foo.whl' }],
    ['{ directory = "foo" }', { kind: 'directory', text: 'foo' }],
    ['{ editable = "foo" }', { kind: 'editable', text: 'foo' }],
    ['{ virtual = "." }', { kind: 'directory', text: '.' }],
  ])('has the source %s', async (text, source) => {
    expect((await first('uv.lock', uv(`source = ${text}`))).source).toMatchObject(source);
  });

  test('has files by URL, path or name, and those of a URL without one', async () => {
    const text = uv(`source = { url = "https://e.example/foo-1.tar.gz" }
sdist = { hash = "sha256:${A}" }
wheels = [
    { path = "wheels/foo-1-py3-none-any.whl", hash = "sha256:${B}" },
    { filename = "foo-1-py2-none-any.whl", hash = "blake2b:00" },
]`);
    expect((await first('uv.lock', text)).files).toEqual([
      { filename: 'foo-1.tar.gz', sha256: A, at: { path: 'uv.lock', line: 5 } },
      { filename: 'foo-1-py3-none-any.whl', sha256: B, at: { path: 'uv.lock', line: 7 } },
      {
        filename: 'foo-1-py2-none-any.whl',
        otherHash: 'blake2b:00',
        at: { path: 'uv.lock', line: 8 },
      },
    ]);
  });

  test.each([
    [
      'a workspace',
      `[manifest]\nmembers = ["foo", "bar"]\n`,
      '[package.dev-dependencies]\ntest = [{ name = "x" }]\n',
      { foo: false, bar: false, x: true, y: false },
    ],
    [
      'a script',
      `[manifest]\nrequirements = [{ name = "y" }]\n`,
      '',
      { foo: false, bar: false, x: false, y: true },
    ],
    ['no project', '', '', { foo: undefined, bar: undefined, x: undefined, y: undefined }],
  ])('tells what %s asks for', async (_name, manifest, more, expected) => {
    const entry = (name: string, text = '') =>
      `[[package]]\nname = "${name}"\nsource = { registry = "r" }\n${text}`;
    const text = `version = 1\n${manifest}${entry('foo', more)}${entry('bar')}${entry('x')}${entry('y')}`;
    const { packages } = await readLock('uv.lock', text);
    expect(Object.fromEntries(packages.map((each) => [each.project, each.direct]))).toEqual(
      expected,
    );
  });

  test.each([
    ['', 'uv.lock:1 has the lock version undefined, and 1 is known here'],
    ['version = 2', 'uv.lock:1 has the lock version 2, and 1 is known here'],
    [uv(''), 'uv.lock:2 has no "source"'],
    [uv('source = { tape = "x" }'), 'uv.lock:4 has a source of a kind that is not known here'],
    [
      uv('source = { registry = "x" }\nsdist = { hash = "a" }'),
      /^uv.lock:5 has a hash that does not/,
    ],
  ])('is not %j', async (text, message) => {
    expect(await defect('uv.lock', text)).toMatch(message);
  });
});

describe('poetry.lock', () => {
  const poetry = (text: string, version = '2.1', more = '') =>
    `[[package]]\nname = "foo"\nversion = "1.0"\n${text}\n[metadata]\nlock-version = "${version}"\n${more}`;

  test.each([
    [
      'type = "legacy"\nurl = "https://e.example/simple"',
      { kind: 'index', url: 'https://e.example/simple' },
    ],
    [
      'type = "git"\nurl = "https://git.example/f"',
      { kind: 'vcs', text: 'git+https://git.example/f' },
    ],
    [
      'type = "url"\nurl = "https://e.example/f.whl"',
      { kind: 'url', text: 'https://e.example/f.whl' },
    ],
    ['type = "file"\nurl = "f.whl"', { kind: 'archive', text: 'f.whl' }],
    ['type = "directory"\nurl = "f"', { kind: 'directory', text: 'f' }],
  ])('has the source %j', async (text, source) => {
    expect((await first('poetry.lock', poetry(`[package.source]\n${text}`))).source).toEqual(
      source,
    );
  });

  test('has editable folders', async () => {
    const text = 'develop = true\n[package.source]\ntype = "directory"\nurl = "f"';
    expect((await first('poetry.lock', poetry(text))).source.kind).toBe('editable');
  });

  test('of version 1.1 has the files of all versions in one list', async () => {
    const files = `[metadata.files]
foo = [
    {file = "foo-1.0.0-py3-none-any.whl", hash = "sha256:${A}"},
    {file = "foo-2.0.tar.gz", hash = "sha256:${B}"},
]`;
    const text = `[[package]]\nname = "foo"\nversion = "2.0"\n${poetry('', '1.1', files)}`;
    const { packages } = await readLock('poetry.lock', text);
    expect(packages.map(({ version, files: [file], at }) => [version, file, at.line])).toEqual([
      ['2.0', { filename: 'foo-2.0.tar.gz', sha256: B, at: { path: 'poetry.lock', line: 13 } }, 1],
      [
        '1.0',
        {
          filename: 'foo-1.0.0-py3-none-any.whl',
          sha256: A,
          at: { path: 'poetry.lock', line: 12 },
        },
        4,
      ],
    ]);
  });

  test.each([
    ['markers = "os_name == \'nt\'"', "os_name == 'nt'"],
    ['groups = ["main", "dev"]\nmarkers = {main = "x", dev = "y"}', '(x) or (y)'],
    ['groups = ["main", "dev"]\nmarkers = {main = "x"}', undefined],
    ['', undefined],
  ])('has markers: %s', async (text, marker) => {
    expect((await first('poetry.lock', poetry(text))).marker).toBe(marker);
  });

  test.each([
    ['[[package]]', 'poetry.lock:1 has no lock-version in [metadata]'],
    [poetry('', '3.0'), 'poetry.lock:1 has the lock-version "3.0", and 1.x and 2.x are known here'],
    [poetry('[package.source]\ntype = "x"'), /^poetry.lock:4 has a source of the type "x"/],
    [poetry('files = ["x"]'), 'poetry.lock:1 has a "files" that is no list of tables'],
  ])('is not %j', async (text, message) => {
    expect(await defect('poetry.lock', text)).toMatch(message);
  });
});

describe('pdm.lock', () => {
  const twice = (digest: string, more = '') =>
    [A, digest]
      .map((hash, place) => {
        const file = `{file = "widget-1.1-py3-none-any.whl", hash = "sha256:${hash}"}`;
        const extra = place === 0 ? '' : more;
        return `[[package]]\nname = "widget"\nversion = "1.1"\n${extra}files = [${file}]`;
      })
      .join('\n')
      .concat('\n[metadata]\nlock_version = "4.5.0"');

  test.each([
    ['', ''],
    [' with extras', 'extras = ["x"]\n'],
  ])('has every entry%s whose files differ: PDM installs the last', async (_, more) => {
    const { packages } = await readLock('pdm.lock', twice(B, more));
    expect(packages.map(({ files: [file] }) => file?.sha256)).toEqual([A, B]);
    expect((await readLock('pdm.lock', twice(A, more))).packages).toHaveLength(1);
  });

  const pdm = (text: string, version = '4.5.0') =>
    `[metadata]\nlock_version = "${version}"\n[[package]]\nname = "foo"\nversion = "1.0"\n${text}`;

  test.each([
    [
      'git = "https://git.example/f"\nrevision = "0"',
      { kind: 'vcs', text: 'git+https://git.example/f' },
    ],
    ['url = "https://e.example/f.whl"', { kind: 'url', text: 'https://e.example/f.whl' }],
    ['path = "./f"', { kind: 'directory', text: './f' }],
    ['path = "./f"\neditable = true', { kind: 'editable', text: './f' }],
    ['path = "./f.whl"\nfiles = []', { kind: 'archive', text: './f.whl' }],
    ['', { kind: 'index' }],
  ])('has the source %j', async (text, source) => {
    expect((await first('pdm.lock', pdm(text))).source).toEqual(source);
  });

  test('has a package once, however many extras it comes with', async () => {
    const file = `files = [{file = "foo-1.0.tar.gz", hash = "sha256:${A}"}]`;
    const text = pdm(
      `${file}\n[[package]]\nname = "foo"\nversion = "1.0"\nextras = ["x"]\n${file}\n[[package]]\nname = "foo"\nversion = "2.0"\n`,
    );
    const { packages } = await readLock('pdm.lock', text);
    expect(packages.map(({ version, at }) => [version, at.line])).toEqual([
      ['1.0', 3],
      ['2.0', 12],
    ]);
  });

  test('before 4.3 has its files by name and version', async () => {
    const text = `[[package]]\nname = "foo"\nversion = "1.0"\n[metadata]\nlock_version = "4.2"\n[metadata.files]\n"foo 1.0" = [\n  {url = "https://e.example/foo-1.0.zip", hash = "sha256:${A}"},\n]`;
    expect((await first('pdm.lock', text)).files).toEqual([
      {
        filename: 'foo-1.0.zip',
        url: 'https://e.example/foo-1.0.zip',
        sha256: A,
        at: { path: 'pdm.lock', line: 8 },
      },
    ]);
  });

  test.each([
    ['', 'pdm.lock:1 has no lock_version in [metadata]'],
    [pdm('', '5.0'), 'pdm.lock:1 has the lock_version "5.0", and 4.x is known here'],
  ])('is not %j', async (text, message) => {
    expect(await defect('pdm.lock', text)).toBe(message);
  });
});

describe('Pipfile.lock', () => {
  const pipfile = (members: string) => `{
    "_meta": {
        "pipfile-spec": 6,
        "sources": [{"name": "pypi", "url": "https://u:p@e.example/simple", "verify_ssl": true}]
    },
    "default": {
        "foo": {
            ${members}
        }
    },
    "develop": {}
}`;

  test('has bare hashes, each on its line', async () => {
    const text = pipfile(
      `"hashes": [\n"sha256:${A}",\n"sha256:${B}"\n], "index": "pypi", "version": "==1.0", "markers": "x"`,
    );
    expect(await first('Pipfile.lock', text)).toEqual({
      name: 'foo',
      project: 'foo',
      version: '1.0',
      source: { kind: 'index', url: 'https://e.example/simple' },
      files: [
        { sha256: A, at: { path: 'Pipfile.lock', line: 9 } },
        { sha256: B, at: { path: 'Pipfile.lock', line: 10 } },
      ],
      at: { path: 'Pipfile.lock', line: 7 },
      marker: 'x',
    });
  });

  test.each([
    [
      '"git": "https://git.example/f", "ref": "0"',
      { kind: 'vcs', text: 'git+https://git.example/f' },
    ],
    ['"path": "./f", "editable": true', { kind: 'editable', text: './f' }],
    ['"path": "./f"', { kind: 'directory', text: './f' }],
    ['"file": "https://e.example/f.whl"', { kind: 'url', text: 'https://e.example/f.whl' }],
    ['"version": "*"', { kind: 'index' }],
  ])('has the source %s', async (text, source) => {
    expect((await first('Pipfile.lock', pipfile(text))).source).toEqual(source);
  });

  test.each([
    ['{}', 'Pipfile.lock:1 has no "_meta"'],
    ['{"_meta": {"pipfile-spec": 7}}', /^Pipfile.lock:1 has the pipfile-spec 7/],
    [
      '{"_meta":\n{"pipfile-spec": 6}, "default":\n{"foo": 1}}',
      /^Pipfile.lock:2 has a "foo" that is no table/,
    ],
    ['[]', 'Pipfile.lock:1 is no JSON object'],
    ['{\n"x":\n', 'Pipfile.lock:3 is no JSON'],
    ['{\n"x": y}', 'Pipfile.lock:2 is no JSON'],
  ])('is not %j', async (text, message) => {
    expect(await defect('Pipfile.lock', text)).toMatch(message);
  });
});

describe("pip's report", () => {
  const report = (download: string, more = '') =>
    `{"version": "1", "install": [\n{"download_info": ${download}, "metadata": {"name": "Foo", "version": "1.0"}${more}}]}`;

  test.each([
    [
      '{"url": "https://u:p@e.example/foo-1.0.zip", "archive_info": {"hash": "sha256=AA"}}',
      '',
      { kind: 'index' },
    ],
    [
      '{"url": "https://u:p@git.example/f", "vcs_info": {"vcs": "git", "commit_id": "0"}}',
      ', "is_direct": true',
      { kind: 'vcs', text: 'git+https://git.example/f' },
    ],
    [
      '{"url": "file:///f", "dir_info": {}}',
      ', "is_direct": true',
      { kind: 'directory', text: 'file:///f' },
    ],
    [
      '{"url": "file:///f", "dir_info": {"editable": true}}',
      ', "is_direct": true',
      { kind: 'editable', text: 'file:///f' },
    ],
    [
      '{"url": "file:///f.whl", "archive_info": {}}',
      ', "is_direct": true',
      { kind: 'archive', text: 'file:///f.whl' },
    ],
    [
      '{"url": "https://e.example/f.whl", "archive_info": {}}',
      ', "is_direct": true',
      { kind: 'url', text: 'https://e.example/f.whl' },
    ],
  ])('has %s%s', async (download, more, source) => {
    const text = report(download.replace('AA', A), more);
    const entry = await first('report.json', text);
    expect(entry).toMatchObject({ project: 'foo', version: '1.0', direct: false, source });
    expect(entry.at).toEqual({ path: 'report.json', line: 2 });
  });

  test('has one file for each archive, by either spelling of its hash', async () => {
    const url = 'https://e.example/foo-1.0%2B1-py3-none-any.whl';
    for (const info of [`{"hash": "sha256=${A}"}`, `{"hashes": {"sha256": "${A}"}}`]) {
      const entry = await first('r.json', report(`{"url": "${url}", "archive_info": ${info}}`));
      expect(entry.files).toEqual([
        {
          filename: 'foo-1.0+1-py3-none-any.whl',
          url,
          sha256: A,
          at: { path: 'r.json', line: 2 },
        },
      ]);
    }
  });

  test.each([
    ['{"version": "2"}', /^r.json:1 has the version "2" of pip's report/],
    ['{"version": "1", "install": [\n\n{}]}', 'r.json:3 has no "metadata"'],
    ['{"version": "1", "install": {}}', 'r.json:1 has a "install" that is no list'],
    [
      '{"version": "1", "install": [\n{"metadata": {"name": "a", "version": "1"}}]}',
      'r.json:2 has no "download_info"',
    ],
    [report('{"archive_info": {}}'), 'r.json:2 has no "url"'],
  ])('is not %j', async (text, message) => {
    expect(await defect('r.json', text)).toMatch(message);
  });
});
