import { describe, expect, test } from '@jest/globals';
import { makeFinding } from '../../../../src/provenance/finding.ts';
import type { Identity } from '../../../../src/provenance/identity/identity.ts';
import { applyPolicy } from '../../../../src/provenance/policy/apply-policy.ts';
import {
  type Acceptance,
  DEFAULT_POLICY,
  type Policy,
} from '../../../../src/provenance/policy/policy.ts';
import { parsePolicyFile } from '../../../../src/provenance/policy/policy-file.ts';
import { RULE_IDS, type RuleId, ruleOf } from '../../../../src/provenance/rules.ts';
import { IDENTITY } from '../identity/identities.ts';

const NOW = Date.parse('2026-11-22T12:00:00Z');
const SUBJECT = { from: 'lock', project: 'widget', version: '1.0' } as const;

function apply(rule: RuleId, policy: Partial<Policy>) {
  const finding = makeFinding(rule, 'it happened', { observed: IDENTITY });
  const [applied] = applyPolicy([finding], SUBJECT, { ...DEFAULT_POLICY, ...policy }, NOW);
  if (applied === undefined) throw new Error('nothing');
  return applied;
}

const entry = (change: Partial<Acceptance> = {}): Policy['accept'] => [
  { project: 'widget', rule: 'transferred', reason: 'r', expires: '2026-11-22', ...change },
];

describe('an exception', () => {
  test.each<[Partial<Acceptance>]>([
    [{}],
    [{ version: '1.0' }],
    [{ ownerId: '6501', repositoryId: '740112233' }],
    [{ repository: 'Acme/Widget' }],
    [{ workflow: 'release.yml' }],
  ])('sets a finding aside: %j', (change) => {
    expect(apply('transferred', { accept: entry(change) })).toMatchObject({
      severity: 'note',
      accepted: { reason: 'r', expires: '2026-11-22' },
    });
  });

  test.each<[Partial<Acceptance>]>([
    [{ project: 'gadget' }],
    [{ rule: 'identity-changed' }],
    [{ version: '1.1' }],
    [{ ownerId: '7' }],
    [{ repositoryId: '7' }],
    [{ repository: 'acme/other' }],
    [{ workflow: 'publish.yml' }],
    [{ version: '1.0', ownerId: '7' }],
  ])('does not where anything differs: %j', (change) => {
    expect(apply('transferred', { accept: entry(change) })).toMatchObject({ severity: 'error' });
  });

  test('ends with its last day, and that is said', () => {
    const finding = apply('transferred', { accept: entry({ expires: '2026-11-21' }) });
    expect(finding.severity).toBe('error');
    expect(finding.message).toBe('it happened (accepted until 2026-11-21, which is over)');
  });

  test.each(RULE_IDS.filter((id) => !ruleOf(id).acceptable))('never holds for %s', (rule) => {
    expect(apply(rule, { accept: entry({ rule }) })).toMatchObject({ severity: 'error' });
  });

  test('can be pasted: the block that is offered is a policy that accepts', () => {
    const { acceptBlock } = apply('transferred', {});
    const policy = parsePolicyFile(
      `version = 1\n${acceptBlock?.replace('reason = ""', 'reason = "asked"')}`,
      'provenance.toml',
    );
    expect(apply('transferred', { accept: policy.accept })).toMatchObject({ severity: 'note' });
    expect(policy.accept).toMatchObject([
      { repositoryId: '740112233', ownerId: '6501', expires: '2027-02-20' },
    ]);
  });
});

describe('the block that is offered', () => {
  const subjectOf = (version: string) => ({ ...SUBJECT, version });
  /** Whether what is offered for one finding sets another aside. */
  function holds(rule: RuleId, identity: Partial<Identity>, version: string): boolean {
    const judge = (change: Partial<Identity>, of: string, accept: Policy['accept']) => {
      const observed = { ...IDENTITY, ...change };
      const finding = makeFinding(rule, '', { observed, severity: 'warning' });
      return applyPolicy([finding], subjectOf(of), { ...DEFAULT_POLICY, accept }, NOW)[0];
    };
    const block = judge({}, '1.0', [])?.acceptBlock?.replace('reason = ""', 'reason = "asked"');
    const { accept } = parsePolicyFile(`version = 1\n${block}`, 'provenance.toml');
    expect(judge({}, '1.0', accept)).toMatchObject({ severity: 'note' });
    return judge(identity, version, accept)?.severity === 'note';
  }

  test.each<RuleId>(['workflow-changed', 'identity-changed', 'transferred', 'repo-recreated'])(
    'for %s holds for the new publisher, and for nobody else of its repository',
    (rule) => {
      expect(holds(rule, {}, '1.1')).toBe(true);
      expect(holds(rule, { workflow: 'evil.yml' }, '1.0')).toBe(false);
      expect(holds(rule, { ownerId: '7' }, '1.0')).toBe(false);
    },
  );

  test.each<RuleId>(['drift', 'publisher-mismatch', 'time-mismatch', 'identity-mismatch'])(
    'for %s holds for that version alone',
    (rule) => {
      expect(holds(rule, {}, '1.0')).toBe(true);
      expect(holds(rule, {}, '1.1')).toBe(false);
    },
  );
});

describe('a severity of the policy', () => {
  test.each(RULE_IDS)('is taken for %s only where it may be changed', (rule) => {
    const { severity } = apply(rule, { severity: new Map([[rule, 'warning']]) });
    expect(severity).toBe(ruleOf(rule).overridable ? 'warning' : ruleOf(rule).severity);
  });
});

test('what lies, and what the policy itself requires, can neither be graded otherwise nor go without an end', () => {
  const lies = RULE_IDS.filter((id) => !ruleOf(id).overridable);
  expect(lies).toEqual([
    'invalid-attestation',
    'subject-mismatch',
    'hash-mismatch',
    'publisher-mismatch',
    'empty-provenance',
    'identity-mismatch',
    'account-resurrected',
    'required-unattested',
    'not-checked',
  ]);
});
