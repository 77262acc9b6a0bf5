import { describe, expect, test } from '@jest/globals';
import { indexProfile } from '../../../../src/pypi/index-profile.ts';
import { refusalAdvice } from '../../../../src/pypi/upload/refusal-advice.ts';

const UPLOAD = {
  index: indexProfile('https://upload.pypi.org/legacy/'),
  project: 'widget',
  publisher: {
    owner: 'acme',
    repository: 'widget',
    workflow: 'release.yml',
    environment: undefined,
  },
};
const DOCS = 'See https://packaging.python.org/specifications/core-metadata for more information.';

describe('what to do about the words of the index', () => {
  test.each([
    ['Uploading new files to releases older than 14 days is not allowed.', 'new version'],
    ['Only one sdist may be uploaded per release.', 'sdist of another file name'],
    ["File too large. Limit for project 'widget' is 100 MB.", 'storage-limits'],
    ["Binary wheel 'f' has an unsupported platform tag 'linux_x86_64'.", 'auditwheel'],
    ["The description failed to render for 'text/x-rst'. See ...", 'README'],
    [`The use of local versions in '1.0+abc' is not allowed. ${DOCS}`, 'fetch-depth: 0'],
    ['Invalid attestations supplied during upload: Malformed', '`attestations: false`'],
    ['Organization account owning this project is inactive.', 'owner of the organization'],
    [
      'Username/Password authentication is no longer supported. Migrate to API',
      'API token as `password`',
    ],
    ['Invalid or non-existent authentication information. See ...', 'TestPyPI'],
    [
      "Invalid API Token: OIDC scoped token is not valid for project 'widget'",
      'settings/publishing',
    ],
    ["project-scoped token is not valid for project: 'widget'", 'Make one for widget'],
    ["The given token isn't allowed to upload to project 'widget'.", 'archived or quarantined'],
    ["The user 'u' does not have a verified primary email address.", 'log in on the index'],
    [`'x' is an invalid value for Requires-Python. ${DOCS}`, 'pyproject.toml'],
    ['Invalid value for classifiers. Error: no', 'pyproject.toml'],
    ['Username/Password authentication is no longer supported.', 'accepts API tokens only'],
    ['Invalid API Token: token is expired', 'run the job again'],
  ])('%s', (said, words) => {
    expect(refusalAdvice(`HTTP 400: ${said}`, UPLOAD)).toContain(words);
  });

  test.each([
    [302, 'a redirect, which uploads do not follow', '`repository-url` is not the URL'],
    [308, 'a redirect to https://upload.pypi.org/legacy/', '`repository-url` is not the URL'],
    [404, 'Not Found', '`repository-url` is not the URL'],
    [405, 'Method Not Allowed', '`repository-url` is not the URL'],
    [410, 'This API has moved', '`repository-url` is not the URL'],
    [413, 'Payload Too Large', 'larger than the index'],
    [451, 'Unavailable For Legal Reasons', 'The reason is not the file'],
  ])('by the status %i alone, without blaming the file: %s', (status, said, words) => {
    const advice = refusalAdvice(`HTTP ${status}: ${said}`, UPLOAD) ?? '';
    expect(advice).toContain(words);
    expect(advice).not.toContain('build again');
  });

  test.each([
    ['Something that nobody said before.'],
    ["Wheel 'importlib_metadata-1.0-py3-none-any.whl' does not contain the required RECORD file"],
    ["Invalid source distribution filename: 'pypi_attestations-x.tar.gz'"],
  ])('none for %s', (said) => {
    expect(refusalAdvice(`HTTP 400: ${said}`, UPLOAD)).toBeUndefined();
  });
});
