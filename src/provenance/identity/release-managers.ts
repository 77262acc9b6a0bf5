import type { BundleSigner } from '../policy/policy.ts';

const GITHUB = 'https://github.com/login/oauth';
const GOOGLE = 'https://accounts.google.com';

/**
 * Who signs CPython's releases with Sigstore, as https://www.python.org/downloads/metadata/sigstore/
 * lists them (2026-11-26). A policy's `[bundle]` comes before it, as do options: such tables were
 * wrong before (sigstore/sigstore-python#600).
 */
export const RELEASE_MANAGERS: readonly BundleSigner[] = [
  ['3.7', 'nad@python.org', GITHUB],
  ['3.8', 'lukasz@langa.pl', GITHUB],
  ['3.9', 'lukasz@langa.pl', GITHUB],
  ['3.10', 'pablogsal@python.org', GOOGLE],
  ['3.11', 'pablogsal@python.org', GOOGLE],
  ['3.12', 'thomas@python.org', GOOGLE],
  ['3.13', 'thomas@python.org', GOOGLE],
  ['3.14', 'hugo@python.org', GITHUB],
  ['3.15', 'hugo@python.org', GITHUB],
].map(([version, identity = '', issuer = '']) => ({
  files: `[Pp]ython-${version}.*`,
  identity,
  issuer,
}));
