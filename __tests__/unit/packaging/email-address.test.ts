import { describe, expect, test } from '@jest/globals';
import { emailAddressDefect } from '../../../src/packaging/email-address.ts';
import { soleAddress } from '../../../src/packaging/mailbox.ts';

describe('the address that PyPI validates', () => {
  test.each([
    ['jane@example.org', 'jane@example.org'],
    ['Jane Doe <jane@example.org>', 'jane@example.org'],
    ['Jane D. Doe <jane@example.org>', 'jane@example.org'],
    ['"Doe, Jane" <jane@example.org>', 'jane@example.org'],
    ['jane@example.org (Jane (Dr.) Doe)', 'jane@example.org'],
    ['<jane@example.org>', 'jane@example.org'],
    ['Jané <jane@example.org>', 'jane@example.org'],
    ['jane @ example . org', 'jane@example.org'],
    ['<@route.example.org:jane@example.org>', 'jane@example.org'],
    // What is no address comes out as a word, which is then refused.
    ['Jane Doe', 'Jane'],
    ['jane at example.org', 'jane'],
    ['jane', 'jane'],
  ])('of %j is %j', (text, address) => {
    expect(soleAddress(text)).toBe(address);
  });

  test.each([
    '',
    'Jane <>',
    'jane@example.org, john@example.org',
    'Jane Doe <x>, nonsense',
    'Doe, Jane <jane@example.org>',
    'team: jane@example.org, john@example.org;',
    'Jane (Doe <jane@example.org>',
    'jane@[127.0.0.1]',
    'jane@a@b.org',
    `${'('.repeat(5_000)}x${')'.repeat(5_000)}`,
  ])('of %j is not found', (text) => {
    expect(soleAddress(text)).toBe('');
  });
});

describe('addresses', () => {
  test.each([
    'jane@example.org',
    'jane.doe+tag@sub.example.org',
    "o'neil_a/b@example.co",
    'jané@example.org',
    'jane@münchen.de',
    'jane@xn--mnchen-3ya.de',
    'JANE@EXAMPLE.ORG',
    '123@4.com',
  ])('%j is taken', (address) => {
    expect(emailAddressDefect(address)).toBeUndefined();
  });

  test.each([
    ['jane', 'no @'],
    ['@example.org', 'missing'],
    ['jane@', 'missing'],
    ['.jane@example.org', 'before the @'],
    ['jane..doe@example.org', 'before the @'],
    ['jane doe@example.org', 'before the @'],
    ['"jane"@example.org', 'quoted'],
    ['jane@example', 'top-level'],
    ['jane@localhost', 'top-level'],
    ['jane@1.2.3.4', 'top-level'],
    ['jane@host.local', '.local'],
    ['jane@x.test', '.test'],
    ['jane@x.invalid', '.invalid'],
    ['jane@exa_mple.org', 'no domain name'],
    ['jane@-a.org', 'no domain name'],
    ['jane@a..org', 'no domain name'],
    ['jane@example.org.', 'no domain name'],
    [`jane@${'a'.repeat(64)}.org`, 'no domain name'],
    ['jane@ab--c.org', 'encoded name'],
    [`${'a'.repeat(250)}@example.org`, '254'],
  ])('%j is not', (address, why) => {
    expect(emailAddressDefect(address)).toContain(why);
  });
});
