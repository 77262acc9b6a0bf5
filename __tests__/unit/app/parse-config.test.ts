import { describe, expect, test } from '@jest/globals';
import { NO_PASSWORD, parseConfig } from '../../../src/app/parse-config.ts';
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
    expect(parse({ user: 'me', password: 'p' }).authentication).toMatchObject({ user: 'me' });
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
    [{ user: 'me' }, /`user` is "me", and there is no `password`/],
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

  test('takes plain http to loopback', () => {
    expect(parse({ 'repository-url': 'http://127.0.0.1:8080/legacy/' }).index).toMatchObject({
      kind: 'other',
      simpleUrl: 'http://127.0.0.1:8080/simple/',
    });
  });
});
