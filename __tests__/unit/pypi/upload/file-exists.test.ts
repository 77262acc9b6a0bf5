import { describe, expect, test } from '@jest/globals';
import { existingFile } from '../../../../src/pypi/upload/upload.ts';

describe('whether a refusal says that the file is there already', () => {
  test.each([
    ['devpi', 409, 'a-1.tar.gz already exists in non-volatile index', 'other-bytes'],
    [
      'PyPI',
      400,
      "File already exists ('a-1.tar.gz', with blake2_256 hash 'ab'). See https://x",
      'name-or-bytes',
    ],
  ])('%s: the same bytes under the same name are no error there', (_, status, text, says) => {
    expect(existingFile(status, text)).toBe(says);
  });

  test.each([
    [
      'pypiserver',
      409,
      "Package 'a-1.tar.gz' already exists! You may start server with `--overwrite` option.",
    ],
    ['Google Artifact Registry', 400, 'Requested entity already exists'],
    ['GitLab', 400, 'Validation failed: File name has already been taken'],
    ['Nexus on OrientDB', 400, 'Repository does not allow updating assets: pypi-hosted'],
    ['Nexus on H2', 400, 'pypi/packages/a/1/a-1-py3-none-any.whl cannot be updated'],
    [
      'Artifactory',
      403,
      "Not enough permissions to delete/overwrite artifact 'pypi-local:a/1/a-1.whl' (user 'ci' needs DELETE permission).",
    ],
    ['Artifactory 6', 403, "Not enough permissions to overwrite artifact 'x'"],
    [
      'Artifactory of 2025',
      403,
      "Not enough permissions to delete/overwrite all artifacts under 'pypi-local:a/1'",
    ],
    ['anybody with 409', 409, ''],
  ])('%s', (_, status, text) => {
    expect(existingFile(status, text)).toBe('name');
  });

  test.each([
    ['the same words with another status', 500, "File already exists ('a')"],
    ['a permission that is missing', 403, "Not enough permissions to deploy artifact 'x'"],
    ['a name that was used and deleted', 400, 'This filename was previously used by a file'],
    ['a name of a project that is taken', 400, 'Validation failed: Name has already been taken'],
    ['a setting that cannot be changed', 400, 'the description cannot be updated'],
    ['nothing', 400, ''],
  ])('not %s', (_, status, text) => {
    expect(existingFile(status, text)).toBeUndefined();
  });
});
