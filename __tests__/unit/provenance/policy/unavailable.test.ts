import { describe, expect, test } from '@jest/globals';
import { DEFAULT_POLICY } from '../../../../src/provenance/policy/policy.ts';
import type { Answer } from '../../../wire/answer-server.ts';
import { findingOf, openEvidenceWorld, rules } from '../evidence-world.ts';
import { PIN } from '../identity/identities.ts';

const world = await openEvidenceWorld();
let count = 0;

const fresh = () => world.upload(`absent${++count}`, '1.0');

const TROUBLE: readonly (readonly [string, Answer, string])[] = [
  ['403', { status: 403, body: '' }, 'HTTP 403'],
  ['500', { status: 500, body: '' }, 'HTTP 500'],
  ['503', { status: 503, body: '' }, 'HTTP 503'],
  ['429', { status: 429, body: '' }, 'HTTP 429'],
  ['a redirect', { status: 302, headers: { location: 'https://example.org/' } }, 'HTTP 302'],
];

describe('provenance that cannot be read is not "never attested"', () => {
  test.each(TROUBLE)('answer: %s', async (_, answer, words) => {
    const file = await fresh();
    file.answer = answer;
    const report = await world.verify([file]);
    expect(report.items.map(rules)).toEqual([['not-checked error']]);
    expect(report.items[0]?.findings[0]?.message).toContain(words);
    expect(report).toMatchObject({
      exit: 3,
      summary: { verdicts: { 'not-checked': 1, unattested: 0 } },
    });
  });

  test('404 where the listing names some is a contradiction', async () => {
    const file = await fresh();
    file.answer = { status: 404, body: '' };
    const item = await world.item(file);
    expect(rules(item)).toEqual(['not-checked error']);
    expect(findingOf(item, 'not-checked').message).toContain('has none when it is asked');
  });

  test('another host is not asked', async () => {
    const file = await fresh();
    file.listed = 'https://example.org/integrity/x/provenance';
    const item = await world.item(file);
    expect(rules(item)).toEqual(['not-checked error']);
    expect(findingOf(item, 'not-checked').message).toContain('another host (example.org)');
  });

  test('null is: the index says that there is none', async () => {
    const file = await fresh();
    file.listed = null;
    expect(rules(await world.item(file))).toEqual(['unattested note']);
  });
});

describe('a listing that cannot be read', () => {
  test.each([
    ...TROUBLE,
    ['no listing', { body: { hello: 1 } }, 'not the Simple API'] as const,
    ['no JSON', { body: 'hello' }, 'something that is no JSON'] as const,
  ])('%s', async (_, answer, words) => {
    const file = await fresh();
    world.index.answers.set(file.project, answer);
    const report = await world.verify([file]);
    expect(report.items.map(rules)).toEqual([['not-checked error']]);
    expect(report.items[0]?.findings[0]?.message).toContain(words);
    expect(report.exit).toBe(3);
  });
});

describe('letting it pass', () => {
  async function unavailable() {
    const file = await fresh();
    world.index.answers.set(file.project, { status: 503, body: '' });
    return file;
  }

  test('is for projects that are neither pinned nor required', async () => {
    const file = await unavailable();
    const allow = { allowUnavailable: true } as const;
    const pins = [{ ...PIN, project: file.project }];
    const require = { projects: [file.project], directDependencies: false };
    const policy = { ...DEFAULT_POLICY, require };
    expect((await world.verify([file], allow)).exit).toBe(0);
    expect((await world.verify([file], { ...allow, pins })).exit).toBe(3);
    expect((await world.verify([file], { ...allow, policy })).exit).toBe(3);
  });

  test('does not hide what was found', async () => {
    const [file, gone] = [await fresh(), await unavailable()];
    const publisher = file.provenance?.attestation_bundles[0]?.publisher;
    if (publisher) publisher['repository'] = 'acme/forged';
    expect((await world.verify([file, gone])).exit).toBe(1);
    expect((await world.verify([file, gone], { warnOnly: true })).exit).toBe(3);
  });
});

test('an index that never answers is given up after a few projects', async () => {
  const subjects = Array.from({ length: 40 }, (_, index) => ({
    from: 'lock' as const,
    project: `silent${index}`,
    version: '1',
    sha256: 'ab'.repeat(32),
  }));
  const nobody = { simpleUrl: 'http://127.0.0.1:9/simple/', title: 'nobody' };
  const report = await world.verify(subjects, { indexes: [nobody], provenanceIndex: nobody });
  expect(report.summary.verdicts['not-checked']).toBe(40);
  const given = report.items.filter(({ findings: [first] }) =>
    first?.message.includes('not asked again'),
  );
  expect(given.length).toBeGreaterThan(0);
});
