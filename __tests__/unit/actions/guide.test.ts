import { describe, expect, test } from '@jest/globals';
import { createGuide } from '../../../src/actions/guide.ts';

const SECTION = 'docs/troubleshooting.md#invalid-publisher';

describe('the guide', () => {
  test('is that of the version that runs', () => {
    const guide = createGuide({
      GITHUB_ACTION_REPOSITORY: 'acme/publish',
      GITHUB_ACTION_REF: 'v1.2.3',
      GITHUB_SERVER_URL: 'https://github.example',
    });
    expect(guide('invalid-publisher')).toBe(
      `https://github.example/acme/publish/blob/v1.2.3/${SECTION}`,
    );
  });

  test('is on github.com where the runner names no server', () => {
    const guide = createGuide({ GITHUB_ACTION_REPOSITORY: 'a/b', GITHUB_ACTION_REF: 'v1' });
    expect(guide('invalid-publisher')).toBe(`https://github.com/a/b/blob/v1/${SECTION}`);
  });

  test.each([
    {},
    { GITHUB_ACTION_REPOSITORY: 'a/b' },
    { GITHUB_ACTION_REPOSITORY: '', GITHUB_ACTION_REF: '' },
  ])('is in the checkout for a local action: %j', (env) => {
    expect(createGuide(env)('invalid-publisher')).toBe(SECTION);
  });
});
