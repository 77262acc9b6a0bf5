import { describe, expect, test } from '@jest/globals';
import {
  ATTEST_INPUTS,
  PUBLISH_ALIASES,
  PUBLISH_INPUTS,
  readOptions,
} from '../../../src/action/options.ts';
import { publishErrorOf } from '../../wire/failure.ts';

const read = (env: Record<string, string>) => readOptions(env, PUBLISH_INPUTS, PUBLISH_ALIASES);

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

  test('both spellings may not differ', async () => {
    const env = { INPUT_PACKAGES_DIR: 'a', 'INPUT_PACKAGES-DIR': 'b' };
    const error = await publishErrorOf(() => read(env));
    expect(error.code).toBe('invalid-configuration');
    expect(error.message).toContain('`packages-dir` and `packages_dir`');
  });

  test('only what an action lists is read, and old spellings only where it has some', () => {
    const env = { INPUT_PATHS: 'dist/*', INPUT_PASSWORD: 'x', INPUT_PACKAGES_DIR: 'out' };
    expect(Object.fromEntries(readOptions(env, ATTEST_INPUTS))).toEqual({ paths: 'dist/*' });
  });
});
