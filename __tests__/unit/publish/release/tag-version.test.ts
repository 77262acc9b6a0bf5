import { describe, expect, test } from '@jest/globals';
import { namesVersion, tagMismatch } from '../../../../src/publish/release/tag-version.ts';
import { makeDistribution } from '../../distributions.ts';

const file = (project: string, version: string) =>
  makeDistribution(`${project.replaceAll('-', '_')}-${version}.tar.gz`, { project, version });

const mismatch = (tag: string, ...files: readonly string[]) =>
  tagMismatch(
    `refs/tags/${tag}`,
    files.map((text) => {
      const [project = '', version = ''] = text.split(' ');
      return file(project, version);
    }),
  );

describe('the version of a tag', () => {
  test.each([
    ['v1.2.0', 'widget 1.2.0'],
    ['1.2', 'widget 1.2.0'],
    ['V1.2.0', 'widget 1.2'],
    ['v1', 'widget 1.0.0'],
    ['v1.2.0-rc.1', 'widget 1.2.0rc1'],
    ['v1.2.0-beta2', 'widget 1.2.0b2'],
    ['2026.09.04', 'widget 2026.9.4'],
    ['v1!2.0', 'widget 1!2.0'],
    ['widget-1.2', 'widget 1.2'],
    ['widget-v1.2', 'widget 1.2'],
    ['Widget_1.2', 'widget 1.2'],
    ['widget1.2', 'widget 1.2'],
    ['widget-3', 'widget 3'],
    ['widget/v1.2', 'widget 1.2'],
    ['packages/my.widget/v1.2', 'my-widget 1.2'],
    ['my_widget@1.2', 'my-widget 1.2'],
    ['widget==1.2', 'widget 1.2'],
    ['release-1.2', 'widget 1.2'],
    ['releases/v1.2', 'widget 1.2'],
    ['widget-1.0-1', 'widget 1.0.post1'],
    ['v1.2', 'widget 1.2+cu121'],
    ['v1.2+cu121', 'widget 1.2+cu121'],
  ])('%s is that of %s', (tag, ...files) => {
    expect(mismatch(tag, ...files)).toBeUndefined();
    expect(namesVersion(`refs/tags/${tag}`, [file('widget', '9'), file('my-widget', '9')])).toBe(
      true,
    );
  });

  test.each([
    ['v1.3.0', '1.3.0', ['widget 1.2.0']],
    ['v1.3.0', '1.3.0', ['widget 1.3.0.dev4']],
    ['v1.3.0-rc.1', '1.3.0rc1', ['widget 1.3.0']],
    ['widget-1.3', '1.3', ['widget 1.2']],
    ['widget-3', '3', ['widget 2']],
    ['gadget/v1.3', '1.3', ['gadget 1.2', 'widget 1.3']],
    ['other-1.3', '1.3', ['gadget 1.2', 'widget 1.4']],
    ['v1.2+cu121', '1.2+cu121', ['widget 1.2']],
    ['widget-1.0-1', '1.0.post1', ['widget 1.1']],
  ])('%s (%s) is not that of %j', (tag, version, files) => {
    expect(mismatch(tag, ...files)).toEqual({ tag, version });
  });

  test('is that of one of several projects', () => {
    expect(mismatch('v1.3', 'gadget 1.2', 'widget 1.3')).toBeUndefined();
  });

  test.each([
    'nightly',
    'build-42',
    'release',
    'v1.2.0-final',
    'v1.2.0-py3.10',
    'rel1.3',
    `v${'1.'.repeat(200)}1`,
    '',
  ])('is not known of %j', (tag) => {
    expect(mismatch(tag, 'widget 9.9')).toBeUndefined();
    expect(namesVersion(`refs/tags/${tag}`, [file('widget', '9.9')])).toBe(false);
  });

  test.each([undefined, 'refs/heads/v1.3', 'refs/pull/1/merge', 'v1.3'])(
    'is not read from the ref %j',
    (ref) => {
      expect(tagMismatch(ref, [file('widget', '1.2')])).toBeUndefined();
      expect(namesVersion(ref, [file('widget', '1.3')])).toBe(false);
    },
  );
});
