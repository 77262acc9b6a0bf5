import { describe, expect, test } from '@jest/globals';
import {
  ATTEST_INPUTS,
  PUBLISH_ALIASES,
  PUBLISH_INPUTS,
  readOptions,
} from '../../../src/actions/options.ts';
import { parseConfig } from '../../../src/publish/config.ts';
import { publishErrorOf } from '../../wire/failure.ts';

type Variables = Record<string, string>;

const collect = (env: Variables) => readOptions(env, PUBLISH_INPUTS, PUBLISH_ALIASES);

/** The options of variables that nothing is wrong with. */
function read(env: Variables) {
  const { options, problems } = collect(env);
  expect(problems).toEqual([]);
  return options;
}

describe('the inputs of a step', () => {
  test('are read by the names that the runner gives them', () => {
    const options = read({
      'INPUT_REPOSITORY-URL': 'https://test.pypi.org/legacy/',
      INPUT_PACKAGES: 'a\nb\n',
      INPUT_REPOSITORY: 'not an input',
      'INPUT_PACKAGES-DIR ': 'not one either',
      INPUT___PROTO__: 'x',
      PATH: '/bin',
    });
    expect(Object.fromEntries(options)).toEqual({
      'repository-url': 'https://test.pypi.org/legacy/',
      packages: 'a\nb\n',
    });
  });

  test('an empty one was given', () => {
    expect(read({ INPUT_PASSWORD: '' }).get('password')).toBe('');
    expect(read({}).has('password')).toBe(false);
  });

  test.each([...PUBLISH_ALIASES])('%s is another spelling', (alias, { name }) => {
    const env = { [`INPUT_${alias.toUpperCase()}`]: ' value ' };
    expect(read(env).get(name)).toBe('value');
  });

  test.each([...PUBLISH_ALIASES])(
    '%s wins over the default that the runner fills in',
    (alias, { name, default: standard }) => {
      const env = {
        [`INPUT_${alias.toUpperCase()}`]: 'value',
        [`INPUT_${name.toUpperCase()}`]: standard,
      };
      expect(read(env).get(name)).toBe('value');
    },
  );

  test('an empty old spelling changes nothing', () => {
    const env = { INPUT_PACKAGES_DIR: '  ', 'INPUT_PACKAGES-DIR': 'out' };
    expect(read(env).get('packages-dir')).toBe('out');
  });

  test('both spellings may say the same', () => {
    const env = { INPUT_PACKAGES_DIR: 'out', 'INPUT_PACKAGES-DIR': ' out ' };
    expect(read(env).get('packages-dir')).toBe('out');
  });

  test('two spellings that differ are a problem each, told with all else that is wrong', async () => {
    const { options, problems } = collect({
      INPUT_PACKAGES_DIR: 'a',
      'INPUT_PACKAGES-DIR': 'b',
      INPUT_SKIP_EXISTING: 'true',
      'INPUT_SKIP-EXISTING': 'identical',
      INPUT_VERBOSE: 'loud',
    });
    expect(problems).toEqual([
      expect.stringContaining('`packages-dir` and `packages_dir`'),
      expect.stringContaining('`skip-existing` and `skip_existing`'),
    ]);
    const places = { workspace: '/work', tempDirectory: '/temp' };
    const error = await publishErrorOf(() => parseConfig(options, places, problems));
    expect(error.code).toBe('invalid-configuration');
    for (const problem of [...problems, '`verbose`']) expect(error.message).toContain(problem);
  });

  test('only what an action lists is read, and old spellings only where it has some', () => {
    const env = { INPUT_PATHS: 'dist/*', INPUT_PASSWORD: 'x', INPUT_PACKAGES_DIR: 'out' };
    const { options, problems } = readOptions(env, ATTEST_INPUTS);
    expect(Object.fromEntries(options)).toEqual({ paths: 'dist/*' });
    expect(problems).toEqual([]);
  });
});
