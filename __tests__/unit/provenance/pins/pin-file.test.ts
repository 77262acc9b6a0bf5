import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { pinDifferences } from '../../../../src/provenance/pins/change-pins.ts';
import type { Pin } from '../../../../src/provenance/pins/pin.ts';
import { parsePinFile, pinText } from '../../../../src/provenance/pins/pin-file.ts';
import { publishErrorOf } from '../../../wire/failure.ts';
import { PIN } from '../identity/identities.ts';

const parse = (text: string) => parsePinFile(text, 'publishers.lock.toml');

const text = fc
  .string({ minLength: 1, unit: 'grapheme', maxLength: 20 })
  .filter((one) => one.isWellFormed());
const id = fc.bigInt({ min: 0n, max: 10n ** 19n }).map(String);
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const day = fc
  .date({ min: new Date('2020-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

const pin: fc.Arbitrary<Pin> = fc.record({
  project: fc.stringMatching(/^[a-z]{1,5}(-[a-z]{1,3})?$/),
  kind: fc.constantFrom('GitHub' as const, 'GitLab' as const),
  issuer: fc.constant(undefined),
  repository: text,
  repositoryId: maybe(id),
  ownerId: maybe(id),
  workflow: maybe(text),
  reusableWorkflow: maybe(text),
  environment: maybe(text),
  ref: maybe(text),
  trigger: maybe(text),
  runner: maybe(text),
  email: fc.constant(undefined),
  projectId: fc.constant(undefined),
  pipelineDefinitionId: fc.constant(undefined),
  firstSeen: maybe(fc.record({ version: maybe(text), date: day, logIndex: maybe(id) })),
});

describe('publishers.lock.toml', () => {
  test('is read as it was written, whatever is in it', () => {
    fc.assert(
      fc.property(fc.array(pin, { maxLength: 5 }), (pins) => {
        const written = pinText(pins);
        const read = parse(written);
        expect(read).toHaveLength(pins.length);
        expect(new Set(read.map((one) => JSON.stringify(one)))).toEqual(
          new Set(pins.map((one) => JSON.stringify(one))),
        );
        expect(pinText(read)).toBe(written);
      }),
    );
  });

  test('does not depend on the order of pins', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([1, 2, 3, 4]), (order) => {
        const pins = order.map((number) => ({ ...PIN, project: `p${number}` }));
        expect(pinText(pins)).toBe(
          pinText(pins.toSorted((a, b) => (a.project < b.project ? -1 : 1))),
        );
      }),
    );
  });

  test('is what a person can read and merge', () => {
    expect(
      pinText([PIN]),
    ).toBe(`# Who may publish the projects that are installed here. Written by \`verify --update-pins\`
# (new projects) and \`verify --accept PROJECT\` (changes); review it like code.
version = 1

[[publisher]]
project = "widget"
kind = "GitHub"
repository = "acme/widget"
repository-id = 740112233
owner-id = 6501
workflow = "release.yml"
environment = "pypi"
ref = "tag"
trigger = "push"
runner = "github-hosted"
first-seen = { version = "1.0", date = 2026-01-31, log-index = 42 }
`);
  });

  test('may be empty', () => {
    expect(parse(pinText([]))).toEqual([]);
  });
});

describe('a pin file that is wrong', () => {
  const GOOD = '[[publisher]]\nproject = "a"\nkind = "GitHub"\nrepository = "a/b"\n';

  test.each<[string, string, string]>([
    ['a mistyped key', GOOD.replace('repository', 'repo'), 'no such key is known'],
    ['an unknown kind', GOOD.replace('GitHub', 'Github'), 'publisher.0.kind'],
    ['a pin of nobody', GOOD.replace(/repository.*\n/, ''), 'names no publisher'],
    [
      'a Google account without its address',
      '[[publisher]]\nproject = "a"\nkind = "Google"\n',
      'names no publisher',
    ],
    [
      'a person at any issuer',
      '[[publisher]]\nproject = "a"\nkind = "Email"\nemail = "a@b.c"\n',
      'names no publisher',
    ],
    ['an id that is not valid', `${GOOD}owner-id = "seven"\n`, 'publisher.0.owner-id: a number'],
    ['an id below zero', `${GOOD}owner-id = -7\n`, 'publisher.0.owner-id: a number'],
    ['an id with a fraction', `${GOOD}owner-id = 7.5\n`, 'publisher.0.owner-id'],
  ])('%s', async (_, pins, words) => {
    const error = await publishErrorOf(() => parse(`version = 1\n${pins}`));
    expect(error.code).toBe('invalid-configuration');
    expect(error.message).toContain(words);
  });
});

test('differences are by project, and none where only the order differs', () => {
  const [a, b, c] = ['a', 'b', 'c'].map((project) => ({ ...PIN, project })) as [Pin, Pin, Pin];
  const changed = { ...b, workflow: 'x.yml' };
  expect(pinDifferences([a, b], [b, a])).toEqual([]);
  expect(pinDifferences([a, b], [changed, c])).toMatchObject([
    { project: 'a', kind: 'removed', after: [] },
    { project: 'b', kind: 'changed', before: [b], after: [changed] },
    { project: 'c', kind: 'added', before: [] },
  ]);
});
