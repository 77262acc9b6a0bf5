import {
  type Base,
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

const named = (fields: readonly Field[]): string =>
  fields
    .map(([name, value]) => `${name}: ${value ?? 'none'}`)
    .join('; ')
    .slice(-60);

const field = (rule: string, ...fields: readonly Field[]): Broken[] =>
  metadata(named(fields), fields, { errors: [rule] });

/** For fields that are newer than some of the files. */
const NEW_ENOUGH: Field = ['Metadata-Version', '2.5'];
/** Where another field must not stand beside it. */
const NO_LICENSE: Field = ['License', undefined];

const warned = (rule: string, ...fields: readonly Field[]): Broken[] =>
  metadata(named(fields), fields, { warnings: [rule] });

const withLocal = (base: Base): Base => ({ ...base, version: `${base.version}+local.1` });

function localVersion(kind: Broken['kind']): Broken[] {
  return [
    {
      name: `${kind}: a local version`,
      kind,
      renamed: withLocal,
      build: (members, base) => {
        const { version } = withLocal(base);
        const under = moved(members, `-${base.version}`, `-${version}`);
        return packed(kind, withHeaders(under, [['Version', version]]));
      },
      errors: ['local-version'],
    },
  ];
}

/** With a name in Latin-1, as old tools write it. */
function withoutUtf8(members: Members): Members {
  const author = Buffer.from('Author: gr\xfcn\n', 'latin1');
  return withHeaders(members, [['Author', undefined]]).map((member) =>
    isMetadata(member)
      ? { ...member, content: Buffer.concat([author, Buffer.from(member.content)]) }
      : member,
  );
}

function description(
  name: string,
  type: string,
  body: string,
  expected: Pick<Broken, 'errors' | 'warnings'>,
): Broken[] {
  return metadata(name, [['Description-Content-Type', type]], expected).map((each) => ({
    ...each,
    build: (members: Members) => {
      const typed = withHeaders(members, [
        ['Description-Content-Type', type],
        ['Description', undefined],
      ]);
      return packed(
        each.kind,
        typed.map((member) =>
          isMetadata(member) ? { ...member, content: withBody(member.content, body) } : member,
        ),
      );
    },
  }));
}

function withBody(content: string | Uint8Array, body: string): Buffer {
  const [head = ''] = Buffer.from(content).toString('latin1').split('\n\n');
  return Buffer.from(`${head}\n\n${body}`, 'latin1');
}

export const METADATA: readonly Broken[] = [
  ...field('metadata-version', ['Metadata-Version', '2.0']),
  ...field('metadata-version', ['Metadata-Version', 'x']),
  ...metadata('no Metadata-Version', [['Metadata-Version', undefined]], {
    errors: ['metadata-version'],
  }),
  ...warned('newer-metadata-version', ['Metadata-Version', '2.9']),
  ...field('field-age', NO_LICENSE, ['Metadata-Version', '2.1'], ['License-Expression', 'MIT']),
  ...field('repeated-field', ['Summary', 'one'], ['Summary', 'two']),
  ...warned('unknown-field', ['Sumary', 'misspelt']),
  ...localVersion('wheel'),
  ...localVersion('sdist'),
  ...field('summary', ['Summary', 'x'.repeat(513)]),
  ...field('summary', ['Summary', 'one\n  two']),
  ...field('description-content-type', ['Description-Content-Type', 'text/rst']),
  ...field('description-content-type', [
    'Description-Content-Type',
    'text/markdown; charset=latin-1',
  ]),
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
  ...field('dynamic-field', NEW_ENOUGH, ['Dynamic', 'Version']),
  ...field('import-name', ['Metadata-Version', '2.5'], ['Import-Name', 'my-module']),
  ...field('license-twice', NEW_ENOUGH, ['License', 'MIT'], ['License-Expression', 'MIT']),
  ...field('license-expression', NEW_ENOUGH, NO_LICENSE, [
    'License-Expression',
    'Apache License 2.0',
  ]),
  ...field('license-file-path', NEW_ENOUGH, ['License-File', '../LICENSE']),
  ...field('license-file-missing', NEW_ENOUGH, ['License-File', 'GONE']),
  ...metadata('bytes that are not UTF-8', [], { errors: ['metadata-encoding'] }).map((each) => ({
    ...each,
    build: (members: Members) => packed(each.kind, withoutUtf8(members)),
  })),
  ...description('a title of other length', 'text/x-rst', 'Title\n====\n\ntext\n', {
    errors: ['description-renders'],
  }),
  ...description('a directive that nobody knows', 'text/x-rst', '.. unknown::\n\n   text\n', {
    errors: ['description-renders'],
  }),
  ...description('a link to nowhere', 'text/x-rst', 'See nowhere_.\n', {
    errors: ['description-renders'],
  }),
  ...metadata('description as header and body', [['Description', 'again']], {
    warnings: ['two-descriptions'],
  }),
];
