import { describe, expect, test } from '@jest/globals';
import { parseCoreMetadata } from '../../../src/packaging/core-metadata.ts';
import type { Distribution } from '../../../src/packaging/distribution.ts';
import { descriptionMayNotRender, descriptionRenders } from '../../../src/preflight/description.ts';
import { preflight } from '../../../src/preflight/preflight.ts';
import { publishErrorOf } from '../../wire/failure.ts';
import { makeLog } from '../../wire/kept-log.ts';
import { METADATA, makeDistribution, SDIST, WHEEL } from '../distributions.ts';

const BROKEN = 'Widget\n===\n\n.. automodule:: widget\n\nWidget\n=====\n';

function described(filename: string, description: string, type?: string): Distribution {
  const field = type === undefined ? '' : `Description-Content-Type: ${type}\n`;
  return makeDistribution(filename, { text: `${METADATA}${field}\n${description}` });
}

function check(...distributions: Distribution[]) {
  return descriptionRenders.check({ distributions, index: 'pypi' });
}

describe('descriptions that do not render', () => {
  test('a finding names the line, what docutils says, and what to do', () => {
    expect(check(described(WHEEL, BROKEN))).toEqual([
      {
        filenames: [WHEEL],
        message: 'line 4 of the description does not render: Unknown directive type "automodule"',
        remedy: expect.stringContaining('without that directive'),
      },
      {
        filenames: [WHEEL],
        message: 'line 7 of the description does not render: Title underline too short',
        remedy: expect.stringContaining('as long as the title'),
      },
    ]);
  });

  test('a description that a wheel and an sdist share is one finding, which names both', () => {
    const found = check(described(WHEEL, BROKEN), described(SDIST, BROKEN));
    expect(found.map(({ filenames }) => filenames)).toEqual([
      [WHEEL, SDIST],
      [WHEEL, SDIST],
    ]);
  });

  test('each with its own are spoken of one by one', () => {
    const found = check(described(WHEEL, '*a'), described(SDIST, '**a'));
    expect(found.map(({ filenames }) => filenames)).toEqual([[WHEEL], [SDIST]]);
  });

  test('only the first of many defects are shown, and how many more there are', () => {
    const found = check(described(WHEEL, '*a\n\n'.repeat(20)));
    expect(found).toHaveLength(8);
    expect(found.at(-1)?.message).toContain('(and 12 more of the kind)');
  });

  test.each([undefined, 'text/x-rst', 'TEXT/X-RST; charset=UTF-8'])(
    'of the type %s (undefined: no Description-Content-Type)',
    (type) => {
      expect(check(described(WHEEL, BROKEN, type))).toHaveLength(2);
    },
  );

  test.each(['text/markdown', 'text/markdown; variant=GFM', 'text/plain', 'text/html'])(
    'not of the type %s',
    (type) => {
      expect(check(described(WHEEL, BROKEN, type))).toEqual([]);
    },
  );

  test.each(['text/markdown', 'text/x-rst'])('a blank one of the type %s', (type) => {
    expect(check(described(WHEEL, ' \n \n', type))).toEqual([
      expect.objectContaining({
        message: expect.stringContaining('the description does not render'),
      }),
    ]);
  });

  test.each(['', 'UNKNOWN\n'])('none is as good as a good one: %j', (description) => {
    expect(check(described(WHEEL, description))).toEqual([]);
  });

  test('one that is not UTF-8 is for another rule', () => {
    const bytes = Buffer.concat([Buffer.from(`${METADATA}\n*a `), Buffer.from([0xff])]);
    const metadata = parseCoreMetadata(bytes);
    expect(metadata.undecodable).toEqual(['description']);
    expect(check(makeDistribution(WHEEL, { metadata }))).toEqual([]);
  });

  test('stops a release to PyPI, unless metadata is not to be verified', async () => {
    const input = { distributions: [described(WHEEL, BROKEN)], index: 'pypi' } as const;
    const error = await publishErrorOf(() =>
      preflight(input, { verifyMetadata: true }, { log: makeLog() }),
    );
    expect(error.message).toContain('[description-renders]');
    expect(() => preflight(input, { verifyMetadata: false }, { log: makeLog() })).not.toThrow();
    const elsewhere = { ...input, index: 'other' } as const;
    expect(() => preflight(elsewhere, { verifyMetadata: true }, { log: makeLog() })).not.toThrow();
  });

  test('what is not certain is a warning everywhere', () => {
    const long = described(WHEEL, 'a\n'.repeat(1 << 20));
    expect(check(long)).toEqual([]);
    expect(descriptionMayNotRender.errorOn).toEqual([]);
    expect(descriptionMayNotRender.check({ distributions: [long], index: 'pypi' })).toEqual([
      expect.objectContaining({
        message: expect.stringContaining('the description may not render'),
      }),
    ]);
  });
});
