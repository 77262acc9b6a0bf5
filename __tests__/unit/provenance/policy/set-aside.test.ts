import { describe, expect, test } from '@jest/globals';
import type { JudgeContext } from '../../../../src/provenance/checks/check.ts';
import { NO_DEMANDS } from '../../../../src/provenance/policy/demands.ts';
import { DEFAULT_POLICY } from '../../../../src/provenance/policy/policy.ts';
import { setAside } from '../../../../src/provenance/policy/set-aside.ts';
import type { VerificationSubject } from '../../../../src/provenance/subject.ts';
import { PIN } from '../identity/identities.ts';

const context: JudgeContext = {
  policy: DEFAULT_POLICY,
  pins: [],
  demands: NO_DEMANDS,
  now: Date.parse('2026-12-01T00:00:00Z'),
};
const widget: VerificationSubject = {
  from: 'lock',
  project: 'widget',
  version: '1.1',
  elsewhere: 'url: https://e.example/widget-1.1.tar.gz',
};
const moved = { ...widget, movedFrom: ['widget'] };
const nameless = { ...moved, project: '', elsewhere: 'vcs: git+https://e.example/x' };
const requires = (projects: readonly string[], directDependencies = false): JudgeContext => ({
  ...context,
  policy: { ...DEFAULT_POLICY, require: { projects, directDependencies } },
});
const found = (subject: VerificationSubject, given: JudgeContext) =>
  setAside(subject, given)?.findings.map(({ severity, rule }) => `${severity} ${rule}`);

describe('what comes from no index', () => {
  test.each([
    ['is a note where nobody asks for its publisher', widget, context, []],
    ['needs review where it came from an index', moved, context, ['warning source-moved']],
    ['fails where it is pinned', widget, { ...context, pins: [PIN] }, ['error source-moved']],
    [
      'fails where it is pinned and moved',
      moved,
      { ...context, pins: [PIN] },
      ['error source-moved'],
    ],
    [
      'fails where the policy requires provenance',
      widget,
      requires(['widg*']),
      ['error required-unattested'],
    ],
    [
      'fails where it may be a required project',
      nameless,
      requires(['widget']),
      ['error required-unattested', 'warning source-moved'],
    ],
    [
      'fails as a required direct dependency',
      { ...widget, direct: true },
      requires([], true),
      ['error required-unattested'],
    ],
    [
      'fails where the run demands a publisher',
      widget,
      { ...context, demands: { ...NO_DEMANDS, repository: 'acme/widget' } },
      ['error required-unattested'],
    ],
    [
      'fails where its hash was removed',
      { ...widget, lostHash: true },
      context,
      ['error hash-removed'],
    ],
    [
      'fails where it has no name and a hash was removed',
      { ...widget, project: undefined, lostHash: true },
      context,
      ['error hash-removed'],
    ],
  ] as const)('%s', (_, subject, given, expected) => {
    expect(found(subject, given)).toEqual([...expected, 'note not-applicable']);
  });

  test('fails where it is internal by the policy and its hash was removed', () => {
    const index = { ...DEFAULT_POLICY.index, internal: ['widget'] };
    const given = { ...context, policy: { ...DEFAULT_POLICY, index } };
    const { elsewhere: _, ...listed } = widget;
    expect(found(listed, given)).toEqual(['note internal']);
    const lost = { ...listed, lostHash: true };
    expect(found(lost, given)).toEqual(['error hash-removed', 'note internal']);
    expect(setAside(lost, given)?.verdict).toBe('failed');
  });

  test('is no demand on the project that is being developed', () => {
    const own = { ...widget, elsewhere: 'editable: .' };
    const demands = { ...NO_DEMANDS, repository: 'acme/widget' };
    expect(found(own, { ...context, demands })).toEqual(['note not-applicable']);
  });

  test('fails as a whole, and can be accepted by the policy for some time', () => {
    const pinned = { ...context, pins: [PIN] };
    expect(setAside(widget, pinned)?.verdict).toBe('failed');
    const rule = 'source-moved' as const;
    const accept = [{ project: 'widget', rule, reason: 'a fork', expires: '2027-01-31' }];
    const accepted = setAside(widget, { ...pinned, policy: { ...DEFAULT_POLICY, accept } });
    expect(accepted).toMatchObject({ verdict: 'not-applicable', pinned: true });
  });

  test('is called by what replaces it where it has no name', () => {
    expect(setAside(nameless, context)?.findings[0]?.message).toBe(
      'this change adds vcs: git+https://e.example/x without a name, and removes widget, which came from an index',
    );
  });
});
