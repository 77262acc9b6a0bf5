import { describe, expect, test } from '@jest/globals';
import { indexProfile } from '../../../../src/pypi/index-profile.ts';
import { tokenRefused } from '../../../../src/pypi/token/token-refusal.ts';
import type { TokenRefusal } from '../../../../src/pypi/token/upload-token.ts';

const CONTEXT = {
  index: indexProfile('https://upload.pypi.org/legacy/'),
  publisher: {
    owner: 'acme',
    repository: 'widget',
    workflow: 'release.yml',
    environment: undefined,
  },
  projects: ['widget', 'gadget'],
  missingProjects: ['gadget'],
};

describe('why there is no upload token', () => {
  test.each(['invalid-publisher', 'invalid-pending-publisher'])(
    '%s: shows what the index must have on file',
    (code) => {
      const error = refused([{ code, description: 'valid token, but no publisher' }]);
      expect(error.code).toBe('invalid-publisher');
      expect(error.message).toBe(
        'PyPI knows no Trusted Publisher for this job. It says: valid token, but no publisher.',
      );
      expect(error.remedy).toMatch(/^ {2}Owner: +acme$/m);
      expect(error.remedy).toMatch(/^ {2}Repository name: +widget$/m);
      expect(error.remedy).toMatch(/^ {2}Workflow name: +release\.yml$/m);
      expect(error.remedy).toMatch(/^ {2}Environment name: +\(leave blank/m);
    },
  );

  test('shows the environment of the job', () => {
    const publisher = { ...CONTEXT.publisher, environment: 'release' };
    const [refusal] = [{ code: 'invalid-publisher', description: 'x' }];
    const error = tokenRefused(
      { kind: 'refused', status: 422, refusals: [refusal] },
      { ...CONTEXT, publisher },
    );
    expect(error.remedy).toMatch(/^ {2}Environment name: +release$/m);
    expect(error.remedy).toContain('environment=release');
  });

  test('gives each project the page that fits', () => {
    const { remedy } = refused([{ code: 'invalid-publisher', description: 'x' }]);
    expect(remedy).toContain(
      'widget (add the publisher): https://pypi.org/manage/project/widget/settings/publishing/?',
    );
    expect(remedy).toContain(
      'gadget (does not exist yet; announce its publisher): https://pypi.org/manage/account/publishing/?',
    );
  });

  test('of several new projects says that their publishers are announced one after another', () => {
    const { remedy } = tokenRefused(
      {
        kind: 'refused',
        status: 422,
        refusals: [{ code: 'invalid-publisher', description: 'x' }],
      },
      { ...CONTEXT, missingProjects: ['widget', 'gadget'] },
    );
    expect(remedy).toContain(
      'widget (does not exist yet; announce its publisher): https://pypi.org',
    );
    expect(remedy).toContain(
      'gadget (does not exist yet; announce its publisher after widget was published: only one can be pending): https://pypi.org',
    );
  });

  test('tells what differs from the publisher of an earlier release', () => {
    const earlier = {
      project: 'widget',
      version: '1.0',
      repository: 'acme/widget',
      workflow: 'publish.yml',
      environment: 'pypi',
    };
    const { remedy } = tokenRefused(
      {
        kind: 'refused',
        status: 422,
        refusals: [{ code: 'invalid-publisher', description: 'x' }],
      },
      { ...CONTEXT, earlier: [earlier] },
    );
    expect(remedy).toContain(
      [
        'What differs from the publisher of widget 1.0:',
        '  Workflow:     publish.yml then, release.yml now',
        '  Environment:  pypi then, none now',
      ].join('\n'),
    );
  });

  test('a limit on new projects is an error of its own, with its end', () => {
    const error = tokenRefused(
      {
        kind: 'refused',
        status: 429,
        refusals: [{ code: 'unknown', description: 'Too many new projects created' }],
        retryAt: Date.UTC(2026, 0, 2, 3, 4),
      },
      CONTEXT,
    );
    expect(error.code).toBe('too-many-new-projects');
    expect(error.message).toContain('did not take gadget');
    expect(error.remedy).toContain('2026-01-02 03:04 UTC');
  });

  test.each([
    ['invalid-token', 'repository-url'],
    ['not-enabled', 'later'],
    ['invalid-payload', 'cannot be registered'],
    ['something-new', 'report it to the index'],
    ['__proto__', 'report it to the index'],
  ])('%s has a remedy of its own', (code, words) => {
    const error = refused([{ code, description: 'because' }]);
    expect(error.code).toBe('upload-token-refused');
    expect(error.message).toBe(`PyPI gave no upload token: because (${code}).`);
    expect(error.remedy).toContain(words);
  });

  test('tells every reason', () => {
    const error = refused([
      { code: 'invalid-token', description: 'a' },
      { code: 'not-enabled', description: 'b' },
    ]);
    expect(error.message).toContain('a (invalid-token); b (not-enabled)');
  });

  test('tells the status where there is no reason', () => {
    expect(refused([]).message).toBe('PyPI gave no upload token: HTTP 422.');
  });
});

const refused = (refusals: readonly TokenRefusal[]) =>
  tokenRefused({ kind: 'refused', status: 422, refusals }, CONTEXT);
