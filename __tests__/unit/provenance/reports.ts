import type { Finding } from '../../../src/provenance/finding.ts';
import type { Identity } from '../../../src/provenance/identity/identity.ts';
import type { Verdict, VerifiedItem, VerifyReport } from '../../../src/provenance/report.ts';
import { type RuleId, ruleOf } from '../../../src/provenance/rules.ts';

export const NOW = Date.parse('2026-11-26T12:00:00Z');

export const ACME: Identity = {
  kind: 'GitHub',
  issuer: 'https://token.actions.githubusercontent.com',
  repository: 'acme/widget',
  repositoryId: '740112233',
  ownerId: '6501',
  workflow: 'release.yml',
  environment: 'pypi',
  ref: 'refs/tags/v1.3.0',
  trigger: 'push',
  runner: 'github-hosted',
  run: 'https://github.com/acme/widget/actions/runs/16204891234',
};

export function findingOf(id: RuleId, init: Partial<Finding> = {}): Finding {
  const { severity, title, why, remedy } = ruleOf(id);
  return { rule: id, severity, message: `${title}.`, why, remedy, ...init };
}

export function itemOf(
  verdict: Verdict,
  init: Partial<VerifiedItem> & { readonly file?: Partial<VerifiedItem['subject']> } = {},
): VerifiedItem {
  const { file, ...rest } = init;
  return {
    subject: {
      from: 'lock',
      project: 'widget',
      version: '1.3.0',
      filename: 'widget-1.3.0-py3-none-any.whl',
      sha256: '0'.repeat(64),
      at: { path: 'uv.lock', line: 12 },
      ...file,
    },
    verdict,
    findings: [],
    predicates: [],
    pinned: false,
    evidence: 'index',
    ...rest,
  };
}

const VERDICTS = [
  'verified',
  'release-attested',
  'failed',
  'unattested',
  'unbound',
  'not-applicable',
  'not-checked',
] as const;

export function reportOf(
  items: readonly VerifiedItem[],
  init: Partial<VerifyReport> = {},
): VerifyReport {
  const count = (isMeant: (item: VerifiedItem) => boolean) => items.filter(isMeant).length;
  const has = (item: VerifiedItem, ...rules: readonly RuleId[]) =>
    item.findings.some(({ rule, severity }) => severity !== 'note' && rules.includes(rule));
  const findings = items.flatMap((item) => item.findings);
  const severities = { error: 0, warning: 0, note: 0 };
  for (const { severity } of findings) severities[severity] += 1;
  return {
    items,
    summary: {
      files: items.length,
      projects: new Set(items.map(({ subject }) => subject.project)).size,
      verdicts: Object.fromEntries(
        VERDICTS.map((verdict) => [verdict, count((item) => item.verdict === verdict)]),
      ) as VerifyReport['summary']['verdicts'],
      pinned: count((item) => item.verdict === 'verified' && item.pinned),
      firstSeen: count((item) => item.findings.some(({ rule }) => rule === 'first-seen')),
      lost: count((item) => has(item, 'provenance-lost', 'provenance-partial')),
      changed: count((item) => has(item, 'identity-changed', 'workflow-changed', 'transferred')),
      severities,
    },
    root: { source: 'public Sigstore (by TUF)' },
    exit: severities.error > 0 ? 1 : 0,
    pinChanges: [],
    proposedPinChanges: [],
    notes: [],
    ...init,
  };
}

const ACCEPT_BLOCK = `[[accept]]
project = "widget"
version = "1.3.0"
rule = "provenance-lost"
reason = "…"
expires = 2027-02-24
`;

/** A release that was uploaded with a token, after others that were attested. */
export const LOST = itemOf('failed', {
  uploadTime: '2026-11-25T08:00:00Z',
  pinned: true,
  findings: [
    findingOf('provenance-lost', {
      message: 'widget 1.3.0 has no provenance, and its publisher is pinned.',
      expected: { ...ACME, from: 'pin' },
      acceptBlock: ACCEPT_BLOCK,
    }),
  ],
});

/** A release of somebody else. */
export const CHANGED = itemOf('failed', {
  file: { version: '1.4.0', filename: 'widget-1.4.0.tar.gz', at: { path: 'uv.lock', line: 40 } },
  uploadTime: '2026-11-20T08:00:00Z',
  identity: { ...ACME, repository: 'evil/widget', ownerId: '99', repositoryId: '98' },
  findings: [
    findingOf('identity-changed', {
      expected: { ...ACME, from: 'history' },
      observed: { ...ACME, repository: 'evil/widget', ownerId: '99', repositoryId: '98' },
    }),
  ],
});

export const GOOD = itemOf('verified', {
  file: { version: '1.2.0', filename: 'widget-1.2.0-py3-none-any.whl' },
  identity: ACME,
  pinned: true,
  predicates: ['https://docs.pypi.org/attestations/publish/v1'],
  log: { index: '25579', time: '2026-08-01T10:00:00Z' },
  uploadTime: '2026-08-01T10:00:30Z',
  state: 'full',
});

export const NEVER = itemOf('unattested', {
  file: { project: 'gadget', version: '2.0', filename: 'gadget-2.0-py3-none-any.whl' },
  findings: [findingOf('unattested')],
  evidence: 'none',
});

/** Does everything that a text from outside can do to whoever shows it. */
export const HOSTILE =
  '::error::x\n##[add-mask]y\u001b[2J\u202e<script>|`[a](https://evil.example)';
