import { describe, expect, test } from '@jest/globals';
import { DEFAULT_POLICY } from '../../../../src/provenance/policy/policy.ts';
import { parsePolicyFile } from '../../../../src/provenance/policy/policy-file.ts';
import { publishErrorOf } from '../../../wire/failure.ts';

const parse = (text: string) => parsePolicyFile(text, 'provenance.toml');

const WHOLE = `
version = 1
pins = "trust/publishers.lock.toml"
files = "host"
[index]
provenance-from = "pypi"
internal = ["acme-*"]
[require]
projects = ["litellm", "boto*"]
direct-dependencies = true
[severity]
workflow-changed = "error"
[history]
min-attested = 3
error-days = 10
warn-days = 20
known-releases = 4
known-days = 7
[pack]
trusted-roots = ["sha256:${'ab'.repeat(32)}"]
[[accept]]
project = "Fast_Q"
version = "1.20.2"
rule = "provenance-lost"
reason = "maintainer confirmed"
expires = 2027-01-31
[[accept]]
project = "attrs"
rule = "transferred"
repository-id = 18113587
owner-id = "45163402"
reason = "moved"
expires = "2027-02-28"
[bundle."Python-3.14.*"]
identity = "release-manager@example.org"
issuer = "https://github.com/login/oauth"
`;

test('a whole policy is read', () => {
  expect(parse(WHOLE)).toEqual({
    pins: 'trust/publishers.lock.toml',
    files: 'host',
    index: { provenanceFrom: 'pypi', internal: ['acme-*'] },
    pack: { trustedRoots: [`sha256:${'ab'.repeat(32)}`] },
    require: { projects: ['litellm', 'boto*'], directDependencies: true },
    severity: new Map([['workflow-changed', 'error']]),
    history: {
      minAttested: 3,
      errorDays: 10,
      warnDays: 20,
      knownReleases: 4,
      knownDays: 7,
    },
    accept: [
      {
        project: 'fast-q',
        version: '1.20.2',
        rule: 'provenance-lost',
        reason: 'maintainer confirmed',
        expires: '2027-01-31',
      },
      {
        project: 'attrs',
        rule: 'transferred',
        repositoryId: '18113587',
        ownerId: '45163402',
        reason: 'moved',
        expires: '2027-02-28',
      },
    ],
    bundles: [
      {
        files: 'Python-3.14.*',
        identity: 'release-manager@example.org',
        issuer: 'https://github.com/login/oauth',
      },
    ],
  });
});

test('what it leaves out is the usual', () => {
  expect(parse('version = 1')).toEqual(DEFAULT_POLICY);
});

const ACCEPT = '[[accept]]\nproject = "a"\nrule = "yanked"\nreason = "r"\nexpires = 2027-01-01\n';

describe('a policy that is wrong is no policy', () => {
  test.each<[string, string, string]>([
    ['a mistyped key', 'requires = {}', 'requires: no such key is known'],
    ['a mistyped key in a table', '[require]\nproject = ["a"]', 'require.project: no such key'],
    ['a key that every object has', 'toString = 1', 'toString: no such key is known'],
    ['another one', '[[accept]]\n__proto__ = 1', 'accept.0.__proto__: no such key'],
    ['a mistyped rule', '[severity]\nprovenance-los = "error"', 'provenance-los: no such rule'],
    [
      'a rule of the prototype',
      '[severity]\nconstructor = "error"',
      'severity.constructor: no such key',
    ],
    [
      'a digest of other form',
      '[pack]\ntrusted-roots = ["abcd"]',
      'pack.trusted-roots.0: a digest',
    ],
    ['a severity that is not valid', '[severity]\nyanked = "warn"', 'severity.yanked: it can be'],
    [
      'a severity that may not be changed',
      '[severity]\nhash-mismatch = "note"',
      'hash-mismatch: the severity of this rule cannot',
    ],
    [
      'a requirement of the policy as a note',
      '[severity]\nrequired-unattested = "note"',
      'required-unattested: the severity',
    ],
    [
      'a name registered anew as a note',
      '[severity]\naccount-resurrected = "note"',
      'account-resurrected: the severity',
    ],
    ['an exception without a reason', ACCEPT.replace(/reason.*\n/, ''), 'accept.0.reason'],
    [
      'an exception with an empty reason',
      ACCEPT.replace('"r"', '" "'),
      'accept.0.reason: a reason is needed',
    ],
    ['an exception for ever', ACCEPT.replace(/expires.*\n/, ''), 'accept.0.expires'],
    [
      'an exception that ends some time',
      ACCEPT.replace('2027-01-01', '"soon"'),
      'accept.0.expires: a date is needed',
    ],
    [
      'an exception that ends at an hour',
      ACCEPT.replace('2027-01-01', '2027-01-01T00:00:00Z'),
      'accept.0.expires: a date is needed',
    ],
    [
      'an exception for what cannot be accepted',
      ACCEPT.replace('yanked', 'account-resurrected'),
      'cannot be accepted',
    ],
    ['days that are none', '[history]\nerror-days = -1', 'history.error-days'],
    ['files that are none', 'files = "some"', 'files: it can be changed, host or all'],
    ['no TOML', 'pins = ', 'line'],
  ])('%s', async (_, text, words) => {
    const error = await publishErrorOf(() => parse(`version = 1\n${text}`));
    expect(error.code).toBe('invalid-configuration');
    expect(error.message).toContain('provenance.toml');
    expect(error.message).toContain(words);
  });

  test.each(['', 'version = 2', 'version = "1"'])('of another version: %j', async (text) => {
    expect((await publishErrorOf(() => parse(text))).message).toContain('version');
  });

  test('too large', async () => {
    const text = `version = 1\n#${' '.repeat(9 * 1024 * 1024)}`;
    expect((await publishErrorOf(() => parse(text))).message).toContain('too large');
  });
});
