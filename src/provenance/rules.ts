import { type Rule, rule } from './rule.ts';

const LIES = { severity: 'error', overridable: false } as const;
const INSPECT =
  'Do not install the file. Compare it with the source repository, and report it to the project and to the index.';
const ASK =
  "Look at the project's announcements and repository. If the change is meant, accept it in the policy; otherwise report it and stay with the version you have.";
const NOTHING = 'Nothing has to be done.';

/**
 * Everything that verification can find, the gravest first. The set is closed: documentation,
 * SARIF and the policy's `[severity]` know these names.
 */
export const RULES = {
  'invalid-attestation': rule({
    ...LIES,
    title: 'An attestation does not verify',
    why: 'Evidence is there and is false: a signature, certificate or log entry does not hold.',
    remedy: INSPECT,
  }),
  'subject-mismatch': rule({
    ...LIES,
    title: 'An attestation is about another file',
    why: 'The index serves evidence that was made for a file with another name or other bytes.',
    remedy: INSPECT,
  }),
  'hash-mismatch': rule({
    ...LIES,
    title: 'The index has other bytes under this name',
    why: 'The file that was locked or downloaded is not the one that the index serves.',
    remedy: INSPECT,
  }),
  'publisher-mismatch': rule({
    ...LIES,
    title: 'The index names another publisher than the certificate',
    why: 'The index says who published, and the signature names another publisher.',
    remedy: INSPECT,
  }),
  'empty-provenance': rule({
    ...LIES,
    title: 'The provenance proves nothing',
    why: 'A provenance object without a verified statement of a known kind is no evidence, however much it looks like some.',
    remedy: INSPECT,
  }),
  'identity-mismatch': rule({
    ...LIES,
    title: 'Not signed by the required identity',
    why: 'The signature is good, and its identity is not the one that this run demands.',
    remedy: 'Check the identity that was demanded; if it is right, do not install the file.',
  }),
  'account-resurrected': rule({
    ...LIES,
    acceptable: false,
    title: 'The name of the repository now belongs to another account',
    why: 'Repository and owner are named as before, but their ids differ: the name was registered again by another account.',
    remedy:
      'Do not install the file. If it is legitimate, edit the pin in the pin file by hand: nothing else sets this aside.',
  }),
  'identity-changed': rule({
    severity: 'error',
    title: 'Another publisher',
    why: 'Earlier files came from another repository, owner or provider.',
    remedy: ASK,
  }),
  transferred: rule({
    severity: 'error',
    title: 'The repository has another owner',
    why: 'The repository is the one it was, but the account that owns it is another: whoever holds it now can publish.',
    remedy: ASK,
  }),
  'lock-identity-mismatch': rule({
    severity: 'error',
    title: 'Not published by whom the lock file names',
    why: 'The lock lists the identities that attested this package, and this is not one of them.',
    remedy: 'Lock again and look at the change, or do not install the file.',
  }),
  'provenance-lost': rule({
    severity: 'error',
    title: 'Provenance was lost',
    why: 'Earlier releases were attested and this one is not: it may have been uploaded outside of the usual workflow, as with a stolen token.',
    remedy:
      'Compare the file with the source repository and ask the project why it is not attested. If it is meant, accept this version in the policy.',
  }),
  'required-unattested': rule({
    severity: 'error',
    overridable: false,
    title: 'A project that must be attested is not',
    why: 'The policy requires provenance of this project.',
    remedy: 'Use an attested release, or take the project out of `[require]`.',
  }),
  'hash-removed': rule({
    severity: 'error',
    title: 'The change removes the SHA-256 of an entry',
    why: 'The entry was bound to bytes before this change. Now it is not, so other bytes can be installed, and provenance cannot be verified.',
    remedy:
      'Lock again with SHA-256 hashes. If the change is intended, accept it in the policy, or set another severity for this rule.',
  }),
  quarantined: rule({
    severity: 'error',
    title: 'The index has quarantined the project',
    why: 'It was reported as malicious, and the index has removed its files.',
    remedy: 'Remove the package, and look for what it has done where it was installed.',
  }),
  'file-gone': rule({
    severity: 'error',
    title: 'The index no longer has the file',
    why: 'A file that was locked is not served any more; most often it was removed because it was malicious or broken.',
    remedy: 'Find out why it was removed before anything is installed, and lock again.',
  }),
  'no-such-release': rule({
    severity: 'error',
    title: 'The index has no such project or release',
    why: 'Nothing with this name and version is on the index: most often one of them is misspelt or it comes from another index; sometimes it was removed, as malicious or broken.',
    remedy: 'Check the name, the version and the index (`--index-url`).',
  }),
  'installed-differs': rule({
    severity: 'error',
    title: 'What is installed differs from the attested wheel',
    why: 'Files of the distribution were changed after it was installed, or never came from that wheel.',
    remedy: 'Install the package anew from its attested wheel and compare again.',
  }),
  'record-mismatch': rule({
    severity: 'warning',
    title: 'Installed files differ from their RECORD',
    why: 'Files of the distribution were changed or removed after it was installed.',
    remedy: 'Install the package anew.',
  }),
  'provenance-partial': rule({
    severity: 'warning',
    title: 'Only some files of the release are attested',
    why: 'This file has no provenance and others of its release have: it may have been added outside of the usual workflow.',
    remedy:
      'Ask the project how this file was built. If it is meant, accept this version in the policy.',
  }),
  'workflow-changed': rule({
    severity: 'warning',
    title: 'Another workflow published',
    why: 'The repository is the same and the workflow file is another: projects do that, and so does anyone who can push a branch.',
    remedy: ASK,
  }),
  'source-moved': rule({
    severity: 'warning',
    title: 'The package no longer comes from an index',
    why: 'Files of an index can have provenance that says who published them. A URL, a repository or a folder has none, so whoever controls it decides what is installed.',
    remedy:
      'Check who controls the new source and why the index is not used. If the change is intended, accept it in the policy.',
  }),
  'repo-recreated': rule({
    severity: 'warning',
    title: 'The repository was deleted and made anew',
    why: 'Owner and name are the same, but the repository has another number.',
    remedy: ASK,
  }),
  drift: rule({
    severity: 'warning',
    title: 'Published under other circumstances',
    why: 'Environment, ref, trigger or runner differ from what was recorded: protections that applied before may not have applied.',
    remedy: ASK,
  }),
  inconsistent: rule({
    severity: 'warning',
    title: 'Files of one release come from several publishers',
    why: 'Part of the release was published from elsewhere.',
    remedy: ASK,
  }),
  'publisher-unknown': rule({
    severity: 'warning',
    title: 'The index names a publisher of a kind that is unknown here',
    why: 'The signature is good, but what the index says of the publisher cannot be compared with it.',
    remedy: 'Update this tool; until then rely on the identity of the certificate.',
  }),
  'time-mismatch': rule({
    severity: 'warning',
    title: 'Signed and uploaded at different times',
    why: 'The signature was logged after the upload, or more than a day before it: publishing takes minutes.',
    remedy: 'Ask the project how this file was published.',
  }),
  'late-file': rule({
    severity: 'warning',
    title: 'The file was added long after its release',
    why: 'More than 14 days lie between the first file of the release and this one; PyPI has refused that since 2026-07-08.',
    remedy: 'Ask the project why the file was added.',
  }),
  yanked: rule({
    severity: 'warning',
    title: 'The file was yanked',
    why: 'Its maintainers advise against using it.',
    remedy: 'Use another version.',
  }),
  'provenance-stripped': rule({
    severity: 'warning',
    title: 'The index in use withholds provenance',
    why: 'The file was verified with the evidence of another index: the one in use has the same bytes without it.',
    remedy: 'Have the mirror pass provenance on (PEP 740), or keep `provenance-from`.',
  }),
  'index-origin-changed': rule({
    severity: 'warning',
    title: 'A public name is served by another index',
    why: 'The name is one of the public index, which has no such file; the file comes from elsewhere.',
    remedy:
      'Check that the other index is meant. If the name is your own, list it under `internal`.',
  }),
  unattested: rule({
    severity: 'note',
    title: 'Not attested',
    why: 'Neither this release nor enough earlier ones have provenance: there is nothing to compare.',
    remedy: NOTHING,
  }),
  'first-seen': rule({
    severity: 'note',
    title: 'Attested, and not pinned yet',
    why: 'The signature is valid, and no publisher is pinned for the project yet.',
    remedy: 'Pin the publisher with `verify --update-pins`.',
  }),
  renamed: rule({
    severity: 'note',
    title: 'The repository was renamed',
    why: 'Repository and owner have the numbers they had.',
    remedy: 'The next `verify --update-pins` writes the new name.',
  }),
  unbound: rule({
    severity: 'note',
    title: 'Nothing binds the entry to bytes',
    why: 'Without a SHA-256 there is no saying which file will be installed.',
    remedy: 'Lock with hashes.',
  }),
  'builds-locally': rule({
    severity: 'note',
    title: 'Built on this machine',
    why: 'An attested source distribution says nothing about the wheel that is built from it here.',
    remedy: NOTHING,
  }),
  internal: rule({
    severity: 'note',
    title: 'Internal: never looked up outside',
    why: 'The policy lists the name as internal.',
    remedy: NOTHING,
  }),
  'not-applicable': rule({
    severity: 'note',
    title: 'Comes from no index',
    why: 'What comes from a repository, a folder or a URL has no provenance on an index.',
    remedy: NOTHING,
  }),
  'not-checked': rule({
    severity: 'error',
    overridable: false,
    acceptable: false,
    title: 'Could not be checked',
    why: 'The evidence could not be read. That is neither a good sign nor a bad one.',
    remedy: 'Run again when the service can be reached; `--allow-unavailable` lets it pass.',
  }),
} as const satisfies Readonly<Record<string, Rule>>;

/** The name of a rule, which is its id in SARIF too. */
export type RuleId = keyof typeof RULES;

/** Every rule's name, in the order of {@link RULES}. */
export const RULE_IDS: readonly RuleId[] = Object.keys(RULES) as RuleId[];

/** Whether a word, of a policy say, is the name of a rule. */
export function isRuleId(text: string): text is RuleId {
  return Object.hasOwn(RULES, text);
}

/** What is known of a rule. */
export function ruleOf(id: RuleId): Rule {
  return RULES[id];
}
