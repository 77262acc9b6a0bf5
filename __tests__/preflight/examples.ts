import { parseCoreMetadata } from '../../src/packaging/core-metadata.ts';
import { sample } from '../../src/packaging/distribution-contents.ts';
import { METADATA, makeDistribution, SOUND_RECORD } from '../unit/distributions.ts';
import {
  described,
  type Field,
  named,
  type Sample,
  sdistWith,
  wheelWith,
  withFields,
} from './samples.ts';

/** The two sides of one rule: what it finds, and what comes near to that and is fine. */
export interface Example {
  /** The rule's id. */
  readonly rule: string;
  readonly found: Sample;
  readonly fine: Sample;
}

const MEBIBYTE = 1024 * 1024;
const INFO = 'https://example.org';

const metadata = (rule: string, found: readonly Field[], fine: readonly Field[]): Example => ({
  rule,
  found: withFields(...found),
  fine: withFields(...fine),
});

/** One field, with one value and another. */
const field = (rule: string, name: string, found: string, fine: string): Example =>
  metadata(rule, [[name, found]], [[name, fine]]);

const inBytes = (encoding: 'latin1' | 'utf8') => ({
  metadata: parseCoreMetadata(Buffer.from(`${METADATA}Author: grün\n`, encoding)),
});

const licensed = (missingLicenseFiles: readonly string[]) => ({
  text: `${METADATA}License-File: LICENSE\n`,
  contents: { missingLicenseFiles, forbidden: [], wheel: undefined },
});

/** One for each rule, in the order of the rules. */
export const EXAMPLES: readonly Example[] = [
  field('metadata-version', 'Metadata-Version', '2.0', '2.1'),
  field('newer-metadata-version', 'Metadata-Version', '2.6', '2.5'),
  {
    rule: 'metadata-encoding',
    found: sdistWith('`Author: grün` in Latin-1', inBytes('latin1')),
    fine: sdistWith('`Author: grün` in UTF-8', inBytes('utf8')),
  },
  metadata(
    'field-age',
    [
      ['Metadata-Version', '2.3'],
      ['License-Expression', 'MIT'],
    ],
    [
      ['Metadata-Version', '2.4'],
      ['License-Expression', 'MIT'],
    ],
  ),
  metadata(
    'repeated-field',
    [
      ['Summary', 'one'],
      ['Summary', 'two'],
    ],
    [
      ['Platform', 'one'],
      ['Platform', 'two'],
    ],
  ),
  metadata('unknown-field', [['Sumary', 'one']], [['Summary', 'one']]),
  {
    rule: 'local-version',
    found: {
      label: 'version `1.0+cu121`',
      distributions: [makeDistribution('widget-1.0+cu121.tar.gz', { version: '1.0+cu121' })],
    },
    fine: {
      label: 'version `1.0.post1`',
      distributions: [makeDistribution('widget-1.0.post1.tar.gz', { version: '1.0.post1' })],
    },
  },
  field('summary', 'Summary', 'x'.repeat(513), 'x'.repeat(512)),
  {
    rule: 'two-descriptions',
    found: sdistWith('`Description: one` and a body', {
      text: `${METADATA}Description: one\n\ntwo`,
    }),
    fine: sdistWith('a body', { text: `${METADATA}\ntwo` }),
  },
  field('description-content-type', 'Description-Content-Type', 'text/rst', 'text/x-rst'),
  field('email-address', 'Author-email', 'Jane Doe', 'Jane Doe <jane@example.org>'),
  field('private-classifier', 'Classifier', 'Private :: Do Not Upload', 'Typing :: Typed'),
  field(
    'deprecated-classifier',
    'Classifier',
    'Natural Language :: Ukranian',
    'Natural Language :: Ukrainian',
  ),
  field('misspelled-classifier', 'Classifier', 'Typing::Typed', 'Typing :: Typed'),
  field('unknown-classifier', 'Classifier', 'Typing :: Wild', 'Typing :: Typed'),
  field('web-url', 'Home-page', 'example.org', INFO),
  field('project-url', 'Project-URL', `${'x'.repeat(33)}, ${INFO}`, `Docs, ${INFO}`),
  field('requirement', 'Requires-Dist', 'attrs 1.0', 'attrs >=1.0'),
  field('direct-reference', 'Requires-Dist', `attrs @ ${INFO}/attrs.whl`, 'attrs'),
  field('requires-python', 'Requires-Python', '3.10', '>=3.10'),
  field('provides-extra', 'Provides-Extra', 'a b', 'a-b'),
  field('dynamic-field', 'Dynamic', 'Version', 'License-File'),
  field('import-name', 'Import-Name', 'my-module', 'my_module'),
  metadata(
    'license-twice',
    [
      ['License', 'MIT'],
      ['License-Expression', 'MIT'],
    ],
    [['License-Expression', 'MIT']],
  ),
  field('license-expression', 'License-Expression', 'Apache 2.0', 'Apache-2.0'),
  field('license-file-path', 'License-File', '../LICENSE', 'LICENSE'),
  {
    rule: 'license-file-missing',
    found: sdistWith('`License-File: LICENSE`, which is not there', licensed(['LICENSE'])),
    fine: sdistWith('`License-File: LICENSE`, which is there', licensed([])),
  },
  {
    rule: 'normalized-filename',
    found: named('widget-v1.0.tar.gz'),
    fine: named('widget-1.0.tar.gz'),
  },
  {
    rule: 'platform-tag',
    found: named('widget-1.0-py3-none-linux_x86_64.whl'),
    fine: named('widget-1.0-py3-none-manylinux_2_28_x86_64.whl'),
  },
  {
    rule: 'newer-platform-tag',
    found: named('widget-1.0-py3-none-macosx_27_0_arm64.whl'),
    fine: named('widget-1.0-py3-none-macosx_26_0_arm64.whl'),
  },
  {
    rule: 'file-size',
    found: sdistWith('a file of 101 MiB', { size: 101 * MEBIBYTE }),
    fine: sdistWith('a file of 100 MiB', { size: 100 * MEBIBYTE }),
  },
  {
    rule: 'file-size-limit',
    found: sdistWith('a file of 1025 MiB', { size: 1025 * MEBIBYTE }),
    fine: sdistWith('a file of 1024 MiB', { size: 1024 * MEBIBYTE }),
  },
  {
    rule: 'wheel-version',
    found: wheelWith('`Wheel-Version: 2.0`', { wheelVersion: '2.0' }),
    fine: wheelWith('`Wheel-Version: 1.9`', { wheelVersion: '1.9' }),
  },
  {
    rule: 'wheel-tags',
    found: wheelWith('`Tag: py2-none-any` in a `py3` wheel', { tags: ['py2-none-any'] }),
    fine: wheelWith('`Tag: py3-none-any` in a `py3` wheel', { tags: ['py3-none-any'] }),
  },
  {
    rule: 'wheel-record',
    found: wheelWith('a member that was changed', {
      record: { ...SOUND_RECORD, changed: sample(['widget/a.py']) },
    }),
    fine: wheelWith('a RECORD that is true', { record: SOUND_RECORD }),
  },
  {
    rule: 'record-hash',
    found: wheelWith('`widget/a.py,,` in RECORD', {
      record: { ...SOUND_RECORD, unhashed: sample(['widget/a.py']) },
    }),
    fine: wheelWith('`widget/a.py,sha256=…,6` in RECORD', { record: SOUND_RECORD }),
  },
  {
    rule: 'entry-points',
    found: wheelWith('a script named `../x`', {
      entryPointsDefect: 'has a script with an invalid name ("../x")',
    }),
    fine: wheelWith('a script named `x`', {}),
  },
  {
    rule: 'forbidden-content',
    found: sdistWith('a token in `a.py`', {
      contents: {
        missingLicenseFiles: [],
        forbidden: [{ path: 'widget-1.0/a.py', kind: 'token' }],
        wheel: undefined,
      },
    }),
    fine: sdistWith('`a.py` without', {}),
  },
  {
    rule: 'project-spelling',
    found: {
      label: '`Name: Widget` and `Name: widget`',
      distributions: [
        ...sdistWith('', { name: 'Widget' }).distributions,
        ...wheelWith('', {}).distributions,
      ].map((file, at) => ({ ...file, sha256: `${at}`.repeat(64) })),
    },
    fine: named('widget-1.0.tar.gz', 'widget-1.0-py3-none-any.whl'),
  },
  {
    rule: 'one-sdist',
    found: named('widget-1.0.tar.gz', 'Widget-1.0.tar.gz'),
    fine: named('widget-1.0.tar.gz', 'widget-1.0-py3-none-any.whl'),
  },
  {
    rule: 'same-distribution',
    found: named('widget-1.0-py3-none-any.whl', 'widget-1.0.0-py3-none-any.whl'),
    fine: named('widget-1.0-py3-none-any.whl', 'widget-1.0-1-py3-none-any.whl'),
  },
  {
    rule: 'description-renders',
    found: described('Title\n====\n'),
    fine: described('Title\n=====\n'),
  },
  {
    rule: 'description-may-not-render',
    found: sdistWith('a description of 1.1 MB', {
      text: `${METADATA}\n${'text\n'.repeat(220_000)}`,
    }),
    fine: sdistWith('a description of 0.9 MB', {
      text: `${METADATA}\n${'text\n'.repeat(180_000)}`,
    }),
  },
];
