import { describe, expect, test } from '@jest/globals';
import { NO_PASSWORD, parseConfig } from '../../../src/publish/config.ts';
import { publishErrorOf } from '../../wire/failure.ts';

const PLACES = { workspace: '/work', tempDirectory: '/temp' };
const parse = (options: Record<string, string>) =>
  parseConfig(new Map(Object.entries(options)), PLACES);

describe('the configuration', () => {
  test('of no options at all', () => {
    expect(parse({})).toMatchObject({
      index: { kind: 'pypi' },
      selection: { packagesDir: 'dist', patterns: [] },
      authentication: { kind: 'trusted-publishing' },
      attestations: 'true',
      attestationPaths: [],
      attestationsDirectory: undefined,
      verifyMetadata: true,
      skipExisting: 'false',
      printHash: true,
      verbose: false,
      dryRun: false,
      waitForIndexSeconds: 30,
      ...PLACES,
    });
  });

  test('takes an empty option for one that was not given', () => {
    const names = ['repository-url', 'packages-dir', 'packages', 'skip-existing', 'wait-for-index'];
    const empty = Object.fromEntries(names.map((name) => [name, ' \n']));
    expect(parse(empty)).toEqual(parse({}));
  });

  test('reads lists a line each, and trims', () => {
    const { selection } = parse({ packages: ' dist/*.whl \r\n\n\tb/c.tar.gz\n' });
    expect(selection.patterns).toEqual(['dist/*.whl', 'b/c.tar.gz']);
  });

  test('reads choices in any case', () => {
    expect(
      parse({ 'skip-existing': 'Identical', verbose: 'TRUE', 'dry-run': ' True ' }),
    ).toMatchObject({ skipExisting: 'identical', verbose: true, dryRun: true });
  });

  test('a password makes the difference', () => {
    expect(parse({ password: ' pypi-x\n' }).authentication).toEqual({
      kind: 'password',
      user: '__token__',
      password: 'pypi-x',
    });
    const elsewhere = { 'repository-url': 'https://packages.example/', user: 'me', password: 'p' };
    expect(parse(elsewhere).authentication).toMatchObject({ user: 'me', password: 'p' });
    expect(parse({ password: NO_PASSWORD }).authentication).toEqual({
      kind: 'trusted-publishing',
    });
  });

  test.each<[Record<string, string>, RegExp]>([
    [{ 'repository-url': 'pypi' }, /`repository-url` is no absolute URL/],
    [{ 'repository-url': 'http://packages.example/legacy/' }, /must be https/],
    [{ 'repository-url': 'mailto:x/legacy/' }, /must be https/],
    [{ 'repository-url': 'https://u:p@packages.example/' }, /holds a user or password/],
    [{ password: '' }, /`password` was given and is empty/],
    [{ password: '  ' }, /`password` was given and is empty/],
    [{ user: 'me' }, /`user` is given, and there is no `password`/],
    [{ user: 'me', password: 'hunter2' }, /PyPI accepts no user names and passwords/],
    [{ password: 'hunter2' }, /`password` is not an API token of PyPI: those begin with `pypi-`/],
    [
      { 'repository-url': 'https://test.pypi.org/legacy/', user: 'me', password: 'hunter2' },
      /TestPyPI accepts no user names and passwords/,
    ],
    [{ 'index-url': 'https://u:p@packages.example/' }, /`index-url` contains a user or password/],
    [{ 'index-url': 'https://packages.example/simple/?token=x' }, /must end with its path/],
    [{ 'index-url': 'https://packages.example/simple/#x' }, /must end with its path/],
    [{ verbose: 'yes' }, /`verbose` is "yes"; it can be true, false/],
    [{ 'skip-existing': 'maybe' }, /`skip-existing` is "maybe"; it can be false, true, identical/],
    [{ 'wait-for-index': '-1' }, /`wait-for-index` is "-1"/],
    [{ 'wait-for-index': '1.5' }, /`wait-for-index` is "1.5"/],
    [{ 'wait-for-index': '1e3' }, /`wait-for-index` is "1e3"/],
    [{ 'wait-for-index': '9999999' }, /`wait-for-index` is "9999999"/],
  ])('refuses %j', async (options, words) => {
    const error = await publishErrorOf(() => parse(options));
    expect(error.code).toBe('invalid-configuration');
    expect(error.message).toMatch(words);
  });

  test('says all that is wrong at once', async () => {
    const error = await publishErrorOf(() =>
      parse({ 'repository-url': 'x', password: '', verbose: 'v', 'wait-for-index': 'w' }),
    );
    expect(error.message.split('\n')).toHaveLength(5);
  });

  test('shows no password, be it right or wrong', async () => {
    const error = await publishErrorOf(() =>
      parse({
        'repository-url': 'https://u:hunter2@x.example/',
        password: 'hunter2',
        verbose: 'x',
      }),
    );
    expect(`${error.message}${error.remedy}`).not.toContain('hunter2');
  });

  test.each([
    'pypi-AgEIcHlwaS5vcmcCJGZh',
    'ghp_0123456789abcdefghij',
    'github_pat_0123456789abcdefghij',
    'glpat-0123456789abcdefghij',
    'eyJhbGciOiJSUzI1NiJ9.eyJqdGkiOiJ4In0.c2ln',
  ])(
    'refuses the token %s as a user, with and without a password, and never shows it',
    async (user) => {
      for (const password of [{}, { password: 'hunter2hunter2' }]) {
        for (const url of ['https://upload.pypi.org/legacy/', 'https://packages.example/']) {
          const error = await publishErrorOf(() =>
            parse({ user, ...password, 'repository-url': url }),
          );
          expect(error.message).toContain('`user` has the form of a token');
          expect(`${error.message}${error.remedy}`).not.toContain(user);
          expect(error.message.split('\n')).toHaveLength(2);
        }
      }
    },
  );

  test.each([
    ['test.pypi.python.org', 'test'],
    ['testpypi.python.org', 'test'],
    ['testpypi.org', 'test'],
    ['test-pypi.org', 'test'],
    ['upload.test.pypi.org', 'test'],
    ['test.upload.pypi.org', 'test'],
    ['test.pypi.io', 'test'],
    ['test.pipi.org', 'test'],
    ['tset.pypi.org', 'test'],
    ['tests.pypi.org', 'test'],
    ['tst.pypi.org', 'test'],
    ['pypi.python.org', 'upload'],
    ['www.pypi.org', 'upload'],
    ['uploads.pypi.org', 'upload'],
    ['uplaod.pypi.org', 'upload'],
    ['legacy.pypi.org', 'upload'],
    ['pypi.com', 'upload'],
  ])(
    'refuses the host %s, which is almost one of PyPI, and names the right one',
    async (host, meant) => {
      const error = await publishErrorOf(() =>
        parse({ 'repository-url': `https://${host}/legacy/` }),
      );
      expect(error.message).toContain(`the host ${host}`);
      expect(error.message).toContain(`https://${meant}.pypi.org/legacy/`);
    },
  );

  test.each([
    'pypi.example.org',
    'test.pypi.example.org',
    'pypi.internal.acme.com',
    'mypypi.org',
    'pypi.test',
    'test.pypi',
    'pypi-of-acme.org',
    'test.example.org',
    'push.fury.io',
    'upload.example.com',
  ])('takes the host %s for an index of somebody else', (host) => {
    expect(parse({ 'repository-url': `https://${host}/legacy/` }).index).toMatchObject({
      kind: 'other',
      title: host,
    });
  });

  test('an audience is for other indexes than PyPI and TestPyPI', async () => {
    const elsewhere = { 'repository-url': 'https://packages.example/legacy/' };
    expect(parse({ ...elsewhere, audience: ' acme ' }).index.audience).toBe('acme');
    expect(parse(elsewhere).index.audience).toBeUndefined();
    expect(parse({ audience: 'pypi' }).index.audience).toBe('pypi');
    for (const given of [
      { audience: 'testpypi' },
      { 'repository-url': 'https://test.pypi.org/legacy/', audience: 'pypi' },
      { ...elsewhere, audience: 'two words' },
      { ...elsewhere, audience: 'ä' },
      { ...elsewhere, audience: 'a'.repeat(256) },
    ]) {
      expect((await publishErrorOf(() => parse(given))).message).toContain('`audience`');
    }
  });

  test('takes plain http to loopback', () => {
    expect(parse({ 'repository-url': 'http://127.0.0.1:8080/legacy/' }).index).toMatchObject({
      kind: 'other',
      simpleUrl: 'http://127.0.0.1:8080/simple/',
    });
  });
});
