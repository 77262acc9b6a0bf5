import { buildMetadata } from '../../__tests__/archives/metadata.ts';
import { parseCoreMetadata } from '../../src/packaging/core-metadata.ts';
import { descriptionContentTypeDefect } from '../../src/packaging/description-content-type.ts';
import { parseDistributionFilename } from '../../src/packaging/distribution-filename.ts';
import { entryPointsDefect } from '../../src/packaging/entry-points.ts';
import { readLicenseExpression } from '../../src/packaging/license-expression.ts';
import { parseRecord } from '../../src/packaging/record.ts';
import { parseRequirement } from '../../src/packaging/requirement.ts';
import { formatVersion, parseVersion } from '../../src/packaging/version.ts';
import { parseVersionSpecifiers } from '../../src/packaging/version-specifier.ts';
import { webUrlDefect } from '../../src/packaging/web-url.ts';
import { parseWheelFile } from '../../src/packaging/wheel-file.ts';
import { lintDescription } from '../../src/preflight/description.ts';
import { bytesOf, never, type Target } from '../target.ts';

const DESCRIPTION = `Title
=====

.. note:: a *b* \`\`c\`\` \`d <https://example.org>\`_ |e| [1]_

.. [1] f

+---+---+
| a | b |
+===+===+
| c | d |
+---+---+

- g

  .. code-block:: python

     h
`;
const FIELDS =
  'Requires-Dist: bar[baz]>=1.0,!=1.5; python_version < "3.9" and extra == "x"\nClassifier: A :: B\nLicense-Expression: MIT OR Apache-2.0\nProject-URL: Home, https://example.org\nDescription-Content-Type: text/x-rst; charset=UTF-8\n';

export const PACKAGING: readonly Target[] = [
  {
    name: 'metadata',
    seeds: () => [
      Buffer.from(buildMetadata({ name: 'foo', version: '1.0' })),
      bytesOf(`Metadata-Version: 2.4\nName: foo\nVersion: 1.0\n${FIELDS}\n${DESCRIPTION}`),
    ],
    words: [
      'Metadata-Version: ',
      'Description-Content-Type: text/markdown\n',
      '.. ',
      '::\n\n',
      '\n\n',
      '```',
      '=?utf-8?b?',
      '`_',
      '__',
    ],
    isRefusal: never,
    run: (bytes) => lintDescription(parseCoreMetadata(bytes)),
  },
  {
    name: 'record',
    seeds: () => [
      bytesOf('foo/a.py,sha256=abc,6\n"foo/b,""c.py",sha256=abc,\nfoo-1.0.dist-info/RECORD,,\n'),
    ],
    words: ['"', '""', ',', 'sha256=', '\r'],
    isRefusal: never,
    run: (bytes) => parseRecord(bytes.toString('utf8')),
  },
  {
    name: 'entry-points',
    seeds: () => [bytesOf('[console_scripts]\nfoo = foo.cli:main [bar]\n\n[a.b]\nc: d\n')],
    words: ['[', ']', '=', ':', '#', ';', '\n '],
    isRefusal: never,
    run: (bytes) => entryPointsDefect(bytes),
  },
  {
    name: 'wheel-file',
    seeds: () => [
      bytesOf('Wheel-Version: 1.0\nGenerator: a\nRoot-Is-Purelib: true\nTag: py3-none-any\n'),
    ],
    words: ['Wheel-Version: ', 'Tag: ', '\n '],
    isRefusal: never,
    run: (bytes) => parseWheelFile(bytes),
  },
  {
    name: 'one-liners',
    seeds: () =>
      [
        'foo-1.0-1-cp312.cp313-abi3.none-manylinux_2_17_x86_64.whl',
        'foo_bar-1!2.0.post1.dev3+abc.1.tar.gz',
        '1!2.0rc1.post1.dev3+abc.1',
        '>=1.0,~=2.1,===x,!=1.*',
        'bar[baz] @ https://example.org/a.whl ; (python_version < "3.9" or extra == \'x\') and os_name != "nt"',
        '(MIT OR Apache-2.0+) AND LicenseRef-x WITH Classpath-exception-2.0',
        'text/markdown; charset=UTF-8; variant=GFM',
      ].map(bytesOf),
    words: [
      '[',
      ']',
      '(',
      ')',
      '; ',
      '@ ',
      ' and ',
      ' or ',
      ' in ',
      ' not in ',
      '===',
      '.whl',
      '.tar.gz',
      '*',
      '+',
      '!',
    ],
    isRefusal: never,
    run(bytes) {
      const text = bytes.toString('utf8');
      const version = parseVersion(text);
      if (version) {
        const again = parseVersion(formatVersion(version));
        if (!again || formatVersion(again) !== formatVersion(version)) {
          throw new Error(`the normal form of ${JSON.stringify(text)} is not its own normal form`);
        }
      }
      parseDistributionFilename(text);
      parseVersionSpecifiers(text);
      parseRequirement(text);
      readLicenseExpression(text);
      descriptionContentTypeDefect(text);
      webUrlDefect(text);
    },
  },
];
