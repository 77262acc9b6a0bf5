import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { timeAgo } from '../../../../src/verify/report/concern-facts.ts';
import {
  identityLine,
  repositoryPage,
  runPage,
} from '../../../../src/verify/report/identity-text.ts';
import { workspacePath } from '../../../../src/verify/report/workspace-path.ts';
import { ACME, NOW } from '../../provenance/reports.ts';

const DAY = 86_400_000;

describe('how old something is', () => {
  test.each([
    [0, 'less than a day ago'],
    [1, '1 day ago'],
    [60, '60 days ago'],
    [61, '2 months ago'],
    [730, '23 months ago'],
    [731, '2 years ago'],
    [4000, '10 years ago'],
  ])('%i days: %s', (days, expected) => {
    expect(timeAgo(new Date(NOW - days * DAY).toISOString(), NOW)).toBe(expected);
  });

  test.each([undefined, '', 'yesterday', '2999-01-01T00:00:00Z'])(
    'nothing is said of the time %s',
    (time) => {
      expect(timeAgo(time, NOW)).toBeUndefined();
    },
  );
});

describe('two publishers', () => {
  test('that differ in numbers alone are told apart by them', () => {
    expect(identityLine(ACME, { ...ACME, ownerId: '7' })).toBe(
      'acme/widget, release.yml, owner number 6501',
    );
  });

  test('a tag of its own is no difference, a branch is', () => {
    expect(identityLine(ACME, { ...ACME, ref: 'refs/tags/v9' })).toBe('acme/widget, release.yml');
    expect(identityLine(ACME, { ...ACME, ref: 'refs/heads/main' })).toContain('refs/tags/v1.3.0');
  });

  test('of two providers the provider is named', () => {
    expect(identityLine(ACME, { ...ACME, kind: 'GitLab' })).toMatch(/^GitHub, acme/);
  });
});

describe('links', () => {
  test('are made of plain names and known hosts alone', () => {
    expect(repositoryPage(ACME)).toBe('https://github.com/acme/widget');
    expect(runPage(ACME)).toMatch(/^https:\/\/github\.com\/acme\/widget\/actions/);
    for (const repository of ['a/b?c', 'a/b c', '../x', 'a', 'a/b"onclick', 'a/\u202eb']) {
      expect(repositoryPage({ ...ACME, repository })).toBeUndefined();
    }
    for (const run of ['javascript:alert(1)', 'https://evil.example/a', 'https://github.com/a b']) {
      expect(runPage({ ...ACME, run })).toBeUndefined();
    }
  });
});

describe('a path of the workspace', () => {
  test.each([
    ['/checkout/a/uv.lock', 'a/uv.lock'],
    ['uv.lock', 'uv.lock'],
    ['./uv.lock', 'uv.lock'],
    ['a\\uv.lock', 'a/uv.lock'],
    ['/elsewhere/uv.lock', '/elsewhere/uv.lock'],
    ['/checkout-2/uv.lock', '/checkout-2/uv.lock'],
  ])('%s is shown as %s', (path, expected) => {
    expect(workspacePath(path, '/checkout')).toBe(expected);
  });

  test('has no backslash, whatever it is', () => {
    fc.assert(
      fc.property(fc.string(), (path) => {
        expect(workspacePath(path, '/checkout')).not.toContain('\\');
      }),
    );
  });
});
