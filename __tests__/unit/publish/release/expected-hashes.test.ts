import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { checkExpectedHashes } from '../../../../src/publish/release/expected-hashes.ts';
import { publishErrorOf } from '../../../wire/failure.ts';
import { makeDistribution, SDIST, WHEEL } from '../../distributions.ts';

const HASH = 'ab'.repeat(32);
const OTHER = '0'.repeat(64);
const DISTRIBUTIONS = [makeDistribution(WHEEL), makeDistribution(SDIST)];
const BOTH = `${HASH}  dist/${WHEEL}\n${HASH} *${SDIST}\n`;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hashes-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function check(lines: string): Promise<void> {
  await writeFile(join(folder, 'SHA256SUMS'), lines);
  await checkExpectedHashes(DISTRIBUTIONS, 'SHA256SUMS', folder);
}

describe('hashes of the build job', () => {
  test.each([
    ['of exactly the distributions', ''],
    ['of an SBOM as well', `${OTHER}  dist/widget-1.0.cdx.json\n`],
    ['of archives that are not distributions', `${OTHER}  tool-linux.tar.gz\n${OTHER}  docs-1.zip`],
    ['that list a distribution twice alike', `${HASH}  other/${WHEEL}\n`],
  ])('%s agree', async (_name, more) => {
    await expect(check(`${BOTH}${more}`)).resolves.toBeUndefined();
  });

  test.each([
    ['a wheel of the same project', 'widget-1.0-cp313-cp313-win_amd64.whl'],
    ['the sdist of another project', 'gadget_two-3.1.tar.gz'],
  ])('list %s that is not here: the release is incomplete', async (_name, lost) => {
    const error = await publishErrorOf(check(`${BOTH}${OTHER}  dist/${lost}\n`));
    expect(error.code).toBe('incomplete-release');
    expect(error.message).toContain(`- ${lost} is listed and is not here`);
    expect(error.message).not.toContain(WHEEL);
  });

  test('with other bytes and a missing file name both', async () => {
    const error = await publishErrorOf(
      check(`${OTHER}  ${WHEEL}\n${HASH}  ${SDIST}\n${OTHER}  widget-1.0-1-py3-none-any.whl\n`),
    );
    expect(error.code).toBe('invalid-distribution');
    expect(error.message).toContain(`${WHEEL} has SHA-256 ${HASH}, not ${OTHER}`);
    expect(error.message).toContain('widget-1.0-1-py3-none-any.whl is listed and is not here');
  });

  test('of hundreds of missing files name twenty and count the rest', async () => {
    const lost = Array.from({ length: 300 }, (_, at) => `${OTHER}  lost-${at}.0.tar.gz\n`);
    const error = await publishErrorOf(check(BOTH + lost.join('')));
    expect(error.message.split('\n')).toHaveLength(22);
    expect(error.message).toContain('- and 280 more');
  });

  test('that list one name with two hashes are refused: two jobs built it', async () => {
    const error = await publishErrorOf(check(`${BOTH}${OTHER}  macos/${SDIST}\n`));
    expect(error.code).toBe('invalid-configuration');
    expect(error.message).toContain(`${SDIST} twice, with different hashes`);
    expect(error.remedy).toContain('let one job build it');
  });
});
