import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { PUBLISH_ALIASES, PUBLISH_INPUTS, readOptions } from '../../src/actions/options.ts';
import { PublishError } from '../../src/errors.ts';
import { parseConfig } from '../../src/publish/config.ts';
import { tries } from './tries.ts';

const value = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom('', ' ', 'true', 'FALSE', 'identical', '0', '99999', '-1', '\n\n', 'a\r\nb'),
  fc.webUrl(),
  fc
    .tuple(
      fc.constantFrom('http:', 'https:', 'mailto:', 'blob:', 'data:', 'file:', 'a:'),
      fc.constantFrom('', '//', '//u:p@', '///'),
      fc.constantFrom('', 'x', '127.0.0.1', '[::1]', 'upload.pypi.org', '%'),
      fc.constantFrom('', '/', '/legacy/', '/legacy', '/../legacy/?a#b'),
    )
    .map((parts) => parts.join('')),
);
const options = fc
  .array(fc.tuple(fc.constantFrom(...PUBLISH_INPUTS, '__proto__', 'packages_dir'), value))
  .map((entries) => new Map(entries));
const PLACES = { workspace: '/work', tempDirectory: '/temp' };

describe('options', () => {
  test('of any kind are a configuration or one error of its own', () => {
    fc.assert(
      fc.property(options, (given) => {
        const result = attempt(() => parseConfig(given, PLACES));
        if (result instanceof PublishError) {
          expect(result.code).toBe('invalid-configuration');
          expect(result.message.split('\n').length).toBeGreaterThan(1);
        } else {
          expect(new URL(result.index.uploadUrl).protocol).toMatch(/^https?:$/);
        }
      }),
      tries(2000),
    );
  });

  test('are read from any variables, with what is wrong with their spelling', () => {
    const variables = fc.dictionary(
      fc.constantFrom(
        'INPUT_PASSWORD',
        'INPUT_PACKAGES-DIR',
        'INPUT_PACKAGES_DIR',
        'INPUT_SKIP_EXISTING',
        'INPUT_SKIP-EXISTING',
        'PATH',
      ),
      value,
    );
    fc.assert(
      fc.property(variables, (env) => {
        const { options: read, problems } = readOptions(env, PUBLISH_INPUTS, PUBLISH_ALIASES);
        for (const name of read.keys()) expect(PUBLISH_INPUTS).toContain(name);
        if (problems.length === 0) return;
        const result = attempt(() => parseConfig(read, PLACES, problems));
        if (!(result instanceof PublishError)) throw new Error('two spellings were taken');
        for (const problem of problems) expect(result.message).toContain(problem);
      }),
    );
  });
});

/** The result, or the PublishError; anything else thrown fails the test. */
function attempt<T>(work: () => T): T | PublishError {
  try {
    return work();
  } catch (error) {
    if (error instanceof PublishError) return error;
    throw error;
  }
}
