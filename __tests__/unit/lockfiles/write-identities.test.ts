import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { LockDefect } from '../../../src/lockfiles/lock-document.ts';
import { readLock } from '../../../src/lockfiles/read-lock.ts';
import {
  type AttestationIdentity,
  writeIdentities,
} from '../../../src/lockfiles/write-identities.ts';

const ONE: AttestationIdentity = {
  kind: 'GitHub',
  repository: 'owner/foo',
  workflow: 'release.yml',
};
const TWO: AttestationIdentity = { kind: 'GitLab', repository: 'group/foo' };

/** Gives every package named foo these. */
const write = (text: string, identities: readonly AttestationIdentity[]) =>
  writeIdentities('pylock.toml', text, ({ name }) => (name === 'foo' ? identities : undefined));

const BARE = `# made by hand
lock-version = "1.0"   # the only one

[[packages]]
name = "foo" # a name
version = "1.0"
  # indented

[[packages.wheels]] # its wheel
name = "foo-1.0-py3-none-any.whl"

[[packages]]
name = "bar"
`;

const LIST = BARE.replace(
  'version = "1.0"\n',
  `version = "1.0"
attestation-identities = [
    { kind = "GitHub", repository = "owner/foo", workflow = "release.yml" },
]
`,
);

describe('identities are written', () => {
  test('as a list after what the package has, and taken away again', () => {
    expect(write(BARE, [ONE])).toBe(LIST);
    expect(write(LIST, [])).toBe(BARE);
    expect(write(LIST, [ONE])).toBe(LIST);
    expect(write(LIST, [TWO])).toBe(
      LIST.replace(/\{ kind.*\}/, '{ kind = "GitLab", repository = "group/foo" }'),
    );
  });

  test('as tables where there are tables', () => {
    const tables = BARE.replace(
      '\n[[packages.wheels]]',
      `
[[packages.attestation-identities]]
# who builds it
kind = "GitHub"
repository = "old/foo"
[packages.attestation-identities.more]
x = 1

[[packages.wheels]]`,
    );
    expect(write(tables, [ONE, TWO])).toBe(
      BARE.replace(
        '\n[[packages.wheels]]',
        `
[[packages.attestation-identities]]
kind = "GitHub"
repository = "owner/foo"
workflow = "release.yml"

[[packages.attestation-identities]]
kind = "GitLab"
repository = "group/foo"

[[packages.wheels]]`,
      ),
    );
  });

  test('with the line ends of the file', () => {
    const windows = BARE.replaceAll('\n', '\r\n');
    expect(write(windows, [ONE])).toBe(LIST.replaceAll('\n', '\r\n'));
  });

  test('in a file without an end of line', () => {
    const text = 'lock-version = "1.0"\n[[packages]]\nname = "foo"';
    const written = write(text, [TWO]);
    expect(written).toBe(
      `${text}\nattestation-identities = [\n    { kind = "GitLab", repository = "group/foo" },\n]\n`,
    );
  });

  test('in packages that are inline tables', () => {
    const text = 'lock-version = "1.0"\npackages = [{ name = "foo" }, {name="bar"}] # both\n';
    const written = write(text, [TWO]);
    expect(written).toBe(
      text.replace(
        '"foo"',
        '"foo", attestation-identities = [{ kind = "GitLab", repository = "group/foo" }]',
      ),
    );
    expect(write(written, [])).toBe(text.replace('"foo"', '"foo", attestation-identities = []'));
  });

  test('with any text in them', async () => {
    const odd = { kind: 'a"b\\c\n\u007f', 'odd key': [1, 1.5, true, { é: '🐍' }] };
    const { packages } = await readLock('pylock.toml', write(BARE, [odd]));
    expect(packages[0]?.attestationIdentities).toEqual([odd]);
  });

  test.each(['uv/pylock.toml', 'pdm/pylock.toml', 'pip/pylock.toml', 'uv-sources/pylock.toml'])(
    'into what real tools write: %s',
    async (name) => {
      const path = resolve(import.meta.dirname, '../../fixtures/locks', name);
      const text = readFileSync(path, 'utf8');
      const written = writeIdentities(name, text, (entry) => [
        { kind: 'GitHub', repository: `owner/${entry.name}` },
      ]);
      const { packages } = await readLock('pylock.toml', written);
      for (const { name: project, attestationIdentities } of packages) {
        expect(attestationIdentities).toEqual([{ kind: 'GitHub', repository: `owner/${project}` }]);
      }
      expect(writeIdentities(name, written, () => [])).toBe(text);
      expect(writeIdentities(name, written, () => undefined)).toBe(written);
    },
  );
});

test.each(['lock-version = ', '[[packages]]\nname = "foo"\nname = "foo"', '"\u0000"'])(
  'what is no TOML is refused: %j',
  (text) => {
    expect(() => write(text, [ONE])).toThrow(LockDefect);
  },
);

test('a layout that cannot be written to is said to be one', () => {
  const dotted = '[[packages]]\nname = "foo"\n"attestation-identities" = [{ kind = "x" }]\n';
  expect(write(dotted, [TWO])).toContain('"attestation-identities" = [');
  const strange = 'packages = [{ name = "foo", version = { a.b = 1 } }]\nlock-version = "1.0"\n';
  expect(write(strange, [TWO])).toContain('attestation-identities');
});
