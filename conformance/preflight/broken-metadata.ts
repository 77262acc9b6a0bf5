import {
  type Broken,
  type Field,
  isMetadata,
  type Members,
  moved,
  packed,
  withHeaders,
} from './spoil.ts';

/** One with other headers, as a wheel and as an sdist. */
function metadata(
  name: string,
  headers: readonly (readonly [string, string | undefined])[],
  expected: Pick<Broken, 'errors' | 'warnings'>,
): Broken[] {
  return (['wheel', 'sdist'] as const).map((kind) => ({
    name: `${kind}: ${name}`,
    kind,
    build: (members) => packed(kind, withHeaders(members, headers)),
    ...expected,
  }));
}

const field = (rule: string, ...fields: readonly Field[]): Broken[] =>
  metadata(
    fields
      .map((each) => each.join(': '))
      .join('; ')
      .slice(0, 60),
    fields,
    { errors: [rule] },
  );

const warned = (rule: string, ...fields: readonly Field[]): Broken[] =>
  metadata(
    fields
      .map((each) => each.join(': '))
      .join('; ')
      .slice(0, 60),
    fields,
    { warnings: [rule] },
  );

export const METADATA: readonly Broken[] = [
  ...field('metadata-version', ['Metadata-Version', '2.0']),
  ...field('metadata-version', ['Metadata-Version', 'x']),
  ...metadata('no Metadata-Version', [['Metadata-Version', undefined]], {
    errors: ['metadata-version'],
  }),
  ...warned('newer-metadata-version', ['Metadata-Version', '2.9']),
  ...field('field-age', ['Metadata-Version', '2.1'], ['License-Expression', 'MIT']),
  ...field('repeated-field', ['Summary', 'one'], ['Summary', 'two']),
  ...warned('unknown-field', ['Sumary', 'misspelt']),
  ...field('local-version', ['Version', '2.1.0+local.1']).map((each) => ({
    ...each,
    filename: (own: string) => own.replace('-2.1.0', '-2.1.0+local.1'),
    build: (members: Members) => each.build(moved(members, '-2.1.0', '-2.1.0+local.1')),
  })),
  ...field('summary', ['Summary', 'x'.repeat(513)]),
  ...field('summary', ['Summary', 'one\n  two']),
  ...field('description-content-type', ['Description-Content-Type', 'text/rst']),
  ...field('description-content-type', ['Description-Content-Type', 'text/x-rst; charset=latin-1']),
  ...field('email-address', ['Author-email', 'Jane Doe']),
  ...field('email-address', ['Maintainer-email', 'Jane <jane@localhost>']),
  ...field('private-classifier', ['Classifier', 'Private :: Do Not Upload']),
  ...field('deprecated-classifier', ['Classifier', 'Natural Language :: Ukranian']),
  ...field('misspelled-classifier', ['Classifier', 'Programming Language::Python']),
  ...warned('unknown-classifier', ['Classifier', 'Programming Language :: Python :: 17']),
  ...field('web-url', ['Home-page', 'example.org']),
  ...field('project-url', ['Project-URL', `${'x'.repeat(33)}, https://example.org`]),
  ...field('project-url', ['Project-URL', 'Home, example.org']),
  ...field(
    'project-url',
    ['Project-URL', 'A, https://a.example'],
    ['Project-URL', 'A, https://b.example'],
  ),
  ...field('requirement', ['Requires-Dist', 'attrs 1.0']),
  ...field('requirement', ['Requires-Dist', 'attrs; python_version > 3']),
  ...field('direct-reference', ['Requires-Dist', 'attrs @ https://example.org/attrs.whl']),
  ...field('requires-python', ['Requires-Python', '3.10']),
  ...field('provides-extra', ['Provides-Extra', 'a b']),
  ...field('dynamic-field', ['Dynamic', 'Version']),
  ...field('import-name', ['Metadata-Version', '2.5'], ['Import-Name', 'my-module']),
  ...field('license-twice', ['License', 'MIT'], ['License-Expression', 'MIT']),
  ...field('license-expression', ['License-Expression', 'Apache License 2.0']),
  ...field('license-file-path', ['License-File', '../LICENSE']),
  ...field('license-file-missing', ['License-File', 'GONE']),
  ...metadata('bytes that are not UTF-8', [['Summary', '']], { errors: ['metadata-encoding'] }).map(
    (each) => ({
      ...each,
      build: (members: Members) =>
        packed(
          each.kind,
          members.map((member) =>
            isMetadata(member)
              ? {
                  ...member,
                  content: Buffer.concat([
                    Buffer.from('Author: gr\xfcn\n', 'latin1'),
                    Buffer.from(member.content),
                  ]),
                }
              : member,
          ),
        ),
    }),
  ),
  ...metadata('description as header and body', [['Description', 'again']], {
    warnings: ['two-descriptions'],
  }),
];
