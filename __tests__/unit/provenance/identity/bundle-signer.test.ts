import { describe, expect, test } from '@jest/globals';
import { expectedSigner } from '../../../../src/provenance/identity/bundle-signer.ts';
import { NO_DEMANDS } from '../../../../src/provenance/policy/demands.ts';
import { DEFAULT_POLICY } from '../../../../src/provenance/policy/policy.ts';

const GITHUB = 'https://github.com/login/oauth';
const GOOGLE = 'https://accounts.google.com';
const signerOf = (filename: string) => expectedSigner(filename, NO_DEMANDS, DEFAULT_POLICY);

/** Names as release pages of python.org have them (2026-12). */
describe("the signer of CPython's release files is known by their name", () => {
  test.each([
    ['Python-3.7.17.tgz', 'nad@python.org', GITHUB],
    ['Python-3.9.25.tar.xz', 'lukasz@langa.pl', GITHUB],
    ['Python-3.10.19.tar.xz', 'pablogsal@python.org', GOOGLE],
    ['python-3.11.9-macos11.pkg', 'pablogsal@python.org', GOOGLE],
    ['python-3.12.10-amd64.exe', 'thomas@python.org', GOOGLE],
    ['python-3.13.9-embed-arm64.zip', 'thomas@python.org', GOOGLE],
    ['Python-3.14.0.tgz', 'hugo@python.org', GITHUB],
    ['python-3.14.0-aarch64-linux-android.tar.gz', 'hugo@python.org', GITHUB],
    ['python-3.15.0b1-iOS-XCframework.tar.gz', 'hugo@python.org', GITHUB],
    ['Python-3.15.0.tar.xz.spdx.json', 'hugo@python.org', GITHUB],
    ['Python-3.16.0a1.tgz', 'savannah@python.org', GITHUB],
    ['python-3.17.0a1-test-amd64.zip', 'savannah@python.org', GITHUB],
  ])('%s', (filename, identity, issuer) => {
    expect(signerOf(filename)).toEqual({ identity, issuer, from: 'policy' });
  });

  test.each([
    ['Python-3.1.tgz'],
    ['Python-3.99.0.tgz'],
    ['Python-3.140.tgz'],
    ['cpython-3.14.0.tgz'],
    ['python-manager-25.0.msix'],
  ])('%s: of this one nobody is known', (filename) => {
    expect(signerOf(filename)).toBeUndefined();
  });
});
