import { describe, expect, test } from '@jest/globals';
import { uploadForm } from '../../../../src/pypi/upload/upload-form.ts';
import { METADATA, makeDistribution, SDIST, WHEEL } from '../../distributions.ts';
import { ATTESTATION } from '../../sigstore/model/attestations.ts';

const SHA256 = 'ab'.repeat(32);

describe('the form of an upload', () => {
  test('of a wheel', () => {
    expect(uploadForm(makeDistribution(WHEEL), [])).toEqual([
      [':action', 'file_upload'],
      ['protocol_version', '1'],
      ['filetype', 'bdist_wheel'],
      ['pyversion', 'py3'],
      ['sha256_digest', SHA256],
      ['metadata_version', '2.4'],
      ['name', 'widget'],
      ['version', '1.0'],
    ]);
  });

  test('of an sdist', () => {
    const form = uploadForm(makeDistribution(SDIST), []);
    expect(form).toContainEqual(['filetype', 'sdist']);
    expect(form).toContainEqual(['pyversion', 'source']);
  });

  test('keeps a compressed python tag', () => {
    const form = uploadForm(makeDistribution('widget-1.0-py2.py3-none-any.whl'), []);
    expect(form).toContainEqual(['pyversion', 'py2.py3']);
  });

  test.each([
    ['Metadata-Version', 'metadata_version'],
    ['Name', 'name'],
    ['Version', 'version'],
    ['Summary', 'summary'],
    ['Description-Content-Type', 'description_content_type'],
    ['Keywords', 'keywords'],
    ['Home-Page', 'home_page'],
    ['Home-page', 'home_page'],
    ['Download-URL', 'download_url'],
    ['Author', 'author'],
    ['Author-email', 'author_email'],
    ['Maintainer', 'maintainer'],
    ['Maintainer-email', 'maintainer_email'],
    ['License', 'license'],
    ['License-Expression', 'license_expression'],
    ['License-File', 'license_file'],
    ['Platform', 'platform'],
    ['Supported-Platform', 'supported_platform'],
    ['Classifier', 'classifiers'],
    ['Requires-Dist', 'requires_dist'],
    ['Provides-Dist', 'provides_dist'],
    ['Obsoletes-Dist', 'obsoletes_dist'],
    ['Requires', 'requires'],
    ['Provides', 'provides'],
    ['Obsoletes', 'obsoletes'],
    ['Requires-External', 'requires_external'],
    ['Requires-Python', 'requires_python'],
    ['Project-URL', 'project_urls'],
    ['Provides-Extra', 'provides_extra'],
    ['Dynamic', 'dynamic'],
    ['Import-Name', 'import_name'],
    ['Import-Namespace', 'import_namespace'],
  ])('%s is sent as %s', (header, field) => {
    const form = uploadForm(makeDistribution(WHEEL, { text: `${header}: the value\n` }), []);
    expect(form).toContainEqual([field, 'the value']);
  });

  test('repeats a field in the order of the file, and joins nothing', () => {
    const text = `${METADATA}Classifier: b\nClassifier: a, c\nrequires-dist: x; extra == "y"\n`;
    const form = uploadForm(makeDistribution(WHEEL, { text }), []);
    expect(form.slice(-3)).toEqual([
      ['classifiers', 'b'],
      ['classifiers', 'a, c'],
      ['requires_dist', 'x; extra == "y"'],
    ]);
  });

  test('sends the description, be it the body or a header, once', () => {
    const body = uploadForm(makeDistribution(WHEEL, { text: `${METADATA}\n# Ü\r\n\n` }), []);
    expect(body.at(-1)).toEqual(['description', '# Ü\r\n\n']);
    const header = uploadForm(makeDistribution(WHEEL, { text: `${METADATA}Description: d\n` }), []);
    expect(header.filter(([name]) => name === 'description')).toEqual([['description', 'd']]);
  });

  test('sends no description where there is none', () => {
    expect(uploadForm(makeDistribution(WHEEL), []).map(([name]) => name)).not.toContain(
      'description',
    );
  });

  test.each(['2.5', '2.6', '3.0', '9.9'])(
    'forwards Metadata-Version %s with what it brings',
    (version) => {
      const text = `Metadata-Version: ${version}\nName: widget\nNew-Thing: x\nLicense-File: L\n`;
      const form = uploadForm(makeDistribution(WHEEL, { text }), []);
      expect(form).toContainEqual(['metadata_version', version]);
      expect(form).toContainEqual(['new_thing', 'x']);
      expect(form).toContainEqual(['license_file', 'L']);
    },
  );

  test.each(['1.0', '1.1', '1.2', '2.1', '2.2', '2.3'])(
    'leaves License-File out where Metadata-Version is %s',
    (version) => {
      const text = `Metadata-Version: ${version}\nLicense-File: L\nlicense-file: M\nLicense: MIT\n`;
      const names = uploadForm(makeDistribution(WHEEL, { text }), []).map(([name]) => name);
      expect(names).not.toContain('license_file');
      expect(names).toContain('license');
    },
  );

  test('sends attestations as one field of JSON', () => {
    const form = uploadForm(makeDistribution(WHEEL), [ATTESTATION]);
    const [last] = form.slice(-1);
    expect(last?.[0]).toBe('attestations');
    expect(JSON.parse(last?.[1] ?? '')).toEqual([ATTESTATION]);
  });

  test.each([
    'Content',
    'CONTENT',
    'Sha256-Digest',
    'Sha256_Digest',
    'Md5-Digest',
    'Blake2-256-Digest',
    'Filetype',
    'Pyversion',
    'Protocol-Version',
    'Attestations',
    'Gpg-Signature',
    'Comment',
    ':action',
  ])('a header %s takes no field of the upload over', (header) => {
    const plain = uploadForm(makeDistribution(WHEEL), [ATTESTATION]);
    const text = `${METADATA}${header}: hostile\n`;
    expect(uploadForm(makeDistribution(WHEEL, { text }), [ATTESTATION])).toEqual(plain);
  });

  test('not even a header that no parser gives takes the action over', () => {
    const fields = [{ name: ':action', value: 'remove' }];
    const metadata = { fields, description: undefined, undecodable: [] };
    const form = uploadForm(makeDistribution(WHEEL, { metadata }), []);
    expect(form.filter(([name]) => name === ':action')).toEqual([[':action', 'file_upload']]);
  });
});
