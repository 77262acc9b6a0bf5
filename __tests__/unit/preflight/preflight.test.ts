import { describe, expect, test } from '@jest/globals';
import type { Distribution } from '../../../src/packaging/distribution.ts';
import { preflight } from '../../../src/preflight/preflight.ts';
import type { PreflightInput } from '../../../src/preflight/rule.ts';
import { PREFLIGHT_RULES } from '../../../src/preflight/rules/rules.ts';
import { publishErrorOf } from '../../wire/failure.ts';
import { makeLog } from '../../wire/kept-log.ts';
import { makeDistribution } from '../distributions.ts';

const STRICT = { verifyMetadata: true };
const LOOSE = { verifyMetadata: false };

const LOCAL = makeDistribution('widget-1.0+g1-py3-none-any.whl', { version: '1.0+g1' });
const TWINS = [
  makeDistribution('Widget-1.0-py3-none-any.whl', { sha256: '01' }),
  makeDistribution('widget-1.0-py3-none-any.whl', { sha256: '02' }),
];
const FINE = [
  makeDistribution('widget-1.0-py3-none-any.whl', { sha256: '01' }),
  makeDistribution('widget-1.0.tar.gz', { sha256: '02' }),
];

describe('preflight', () => {
  test.each(['pypi', 'testpypi', 'other'] as const)('lets a good release pass on %s', (index) => {
    expect(warningsOf({ distributions: FINE, index }, STRICT)).toEqual([]);
  });

  test('says all that is wrong at once, and to which rule it belongs', async () => {
    const distributions = [LOCAL, ...TWINS];
    const error = await publishErrorOf(() =>
      preflight({ distributions, index: 'pypi' }, STRICT, { log: makeLog() }),
    );
    expect(error.code).toBe('preflight-failed');
    const lines = error.message.split('\n');
    expect(lines[0]).toBe('This release does not pass the checks before the upload:');
    expect(lines.slice(1).map((line) => /\[(.+)\]/.exec(line)?.[1])).toEqual([
      'local-version',
      'normalized-filename',
      'same-distribution',
    ]);
    expect(lines[1]).toContain(`- ${LOCAL.filename}: `);
    expect(lines[3]).toContain(`- ${TWINS.map(({ filename }) => filename).join(', ')}: these`);
  });

  test('takes what only metadata says for a warning, where that was asked for', () => {
    const input = { distributions: [LOCAL], index: 'pypi' } as const;
    expect(warningsOf(input, LOOSE)).toEqual([expect.stringContaining('[local-version]')]);
  });

  test('takes what concerns files for an error all the same', async () => {
    const input = { distributions: TWINS, index: 'pypi' } as const;
    const error = await publishErrorOf(() => preflight(input, LOOSE, { log: makeLog() }));
    expect(error.message).toContain('[same-distribution]');
  });

  test("takes PyPI's own rules for warnings elsewhere", () => {
    const [odd] = TWINS;
    const distributions = [LOCAL, ...(odd ? [odd] : [])];
    expect(warningsOf({ distributions, index: 'other' }, STRICT)).toEqual([
      expect.stringContaining('[local-version]'),
      expect.stringContaining('[normalized-filename]'),
    ]);
  });

  test('returns the warnings about each file, for the order of uploads', () => {
    const newer = makeDistribution('widget-1.0-cp313-cp313-macosx_99_0_arm64.whl');
    const input = { distributions: [...FINE, newer], index: 'pypi' } as const;
    const warnings = preflight(input, STRICT, { log: makeLog() });
    expect([...warnings]).toEqual([
      [newer.filename, [expect.stringContaining('[newer-platform-tag]')]],
    ]);
  });

  test('a warning about several files is returned for each of them', () => {
    const text = (description: string) =>
      `Metadata-Version: 2.1\nName: widget\nVersion: 1.0\n\n${description}`;
    const long = text('a'.repeat(1024 * 1024 + 1));
    const distributions = FINE.map(({ filename, sha256 }) =>
      makeDistribution(filename, { sha256, text: long }),
    );
    const warnings = preflight({ distributions, index: 'pypi' }, STRICT, { log: makeLog() });
    expect([...warnings]).toEqual(
      FINE.map(({ filename }) => [
        filename,
        [expect.stringContaining('[description-may-not-render]')],
      ]),
    );
  });

  test('warns and fails in one run', async () => {
    const log = makeLog();
    const distributions: Distribution[] = [LOCAL, ...TWINS];
    const error = await publishErrorOf(() =>
      preflight({ distributions, index: 'pypi' }, LOOSE, { log }),
    );
    expect(error.message).not.toContain('[local-version]');
    expect(log.warnings).toHaveLength(1);
  });

  test('says once what is wrong with many files for one reason', async () => {
    const distributions = ['a', 'b', 'c', 'd', 'e'].map((tag) =>
      makeDistribution(`widget-1.0-py3-${tag}-linux_x86_64.whl`, { sha256: tag }),
    );
    const error = await publishErrorOf(() =>
      preflight({ distributions, index: 'pypi' }, STRICT, { log: makeLog() }),
    );
    expect(error.message.split('\n').slice(1)).toEqual([
      expect.stringMatching(
        /^- widget-1\.0-py3-a-\S+, widget-1\.0-py3-b-\S+, widget-1\.0-py3-c-\S+ and 2 more: .*\[platform-tag\]/,
      ),
    ]);
  });

  test('shows no more of a hostile file than a reader can bear', async () => {
    const bad = `Requires-Dist: ${'('.repeat(100_000)}\n`;
    const license = `License-Expression: ${'x'.repeat(100_000)}\n`;
    const text = `Metadata-Version: 2.4\nName: widget\nVersion: 1.0\n${license}${bad.repeat(50)}`;
    const distributions = [makeDistribution('widget-1.0.tar.gz', { text })];
    const error = await publishErrorOf(() =>
      preflight({ distributions, index: 'pypi' }, STRICT, { log: makeLog() }),
    );
    expect(error.message).toContain('and 45 more of the kind');
    expect(error.message.length).toBeLessThan(5_000);
  });

  test('every rule has a name of its own', () => {
    const ids = PREFLIGHT_RULES.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[a-z]+(?:-[a-z]+)*$/);
  });
});

function warningsOf(input: PreflightInput, options: { verifyMetadata: boolean }): string[] {
  const log = makeLog();
  preflight(input, options, { log });
  return log.warnings;
}
