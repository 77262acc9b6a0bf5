import type { Option } from '../../arguments/option.ts';

/** The options of `verify` that say who must have signed or published. */
export const TRUST_OPTIONS: readonly Option[] = [
  {
    name: 'config-file',
    kind: 'value',
    placeholder: 'FILE',
    help: 'The policy. Default: provenance.toml, where there is one.',
  },
  {
    name: 'update-pins',
    kind: 'flag',
    help: 'Write the publishers of projects that have no pin into the pin file.',
  },
  {
    name: 'write-identities',
    kind: 'flag',
    help: 'Write the verified publishers into `attestation-identities` of each pylock.toml.',
  },
  {
    name: 'accept',
    kind: 'list',
    placeholder: 'PROJECT',
    help: 'Write the publisher that a pinned project has now into the pin file.',
  },
  {
    name: 'repo',
    short: 'R',
    kind: 'value',
    placeholder: 'OWNER/NAME',
    help: 'The repository that must have published: of GitHub, or gitlab.com/GROUP/NAME.',
  },
  { name: 'owner', kind: 'value', placeholder: 'NAME', help: 'The account that must own it.' },
  {
    name: 'signer-workflow',
    kind: 'value',
    placeholder: 'OWNER/NAME/PATH',
    help: 'The workflow that must have signed.',
  },
  { name: 'source-ref', kind: 'value', placeholder: 'REF', help: 'The git ref, in full.' },
  { name: 'source-digest', kind: 'value', placeholder: 'SHA', help: 'The git commit.' },
  {
    name: 'deny-self-hosted-runners',
    kind: 'flag',
    help: 'Only runners that the provider hosts may have signed.',
  },
  {
    name: 'cert-identity',
    kind: 'value',
    placeholder: 'TEXT',
    help: 'For a file with a Sigstore bundle: who must have signed (compared exactly).',
  },
  {
    name: 'cert-oidc-issuer',
    kind: 'value',
    placeholder: 'URL',
    help: 'Where that identity comes from.',
  },
  {
    name: 'key',
    kind: 'value',
    placeholder: 'FILE',
    help: 'For a file whose bundle was signed with a managed key: the public key (PEM).',
  },
  {
    name: 'predicate-type',
    kind: 'value',
    placeholder: 'URI',
    help: 'For other files whose bundle signs a statement: what it must claim. Default: where the file comes from (SLSA provenance v1).',
  },
];
