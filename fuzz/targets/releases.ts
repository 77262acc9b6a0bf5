import { rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildMetadata } from '../../__tests__/archives/metadata.ts';
import { buildWheel } from '../../__tests__/archives/wheel.ts';
import { inspectDistribution } from '../../src/distributions/inspect.ts';
import { PublishError } from '../../src/errors.ts';
import { findings } from '../../src/preflight/preflight.ts';
import { uploadForm } from '../../src/pypi/upload/upload-form.ts';
import { bytesOf, type Target } from '../target.ts';

const PROJECT = { name: 'foo', version: '1.0' };
const FIELDS: readonly (readonly [string, string])[] = [
  ['Summary', 'a'],
  ['Author-email', 'A <a@example.org>, b@example.org'],
  ['License-Expression', 'MIT OR Apache-2.0'],
  ['License-File', 'LICENSE'],
  ['Classifier', 'Programming Language :: Python :: 3'],
  ['Project-URL', 'Home, https://example.org'],
  ['Requires-Python', '>=3.9'],
  ['Requires-Dist', 'bar[baz]>=1.0; python_version < "3.9" and extra == "x"'],
  ['Provides-Extra', 'x'],
  ['Dynamic', 'Summary'],
  ['Import-Name', 'foo'],
  ['Description-Content-Type', 'text/markdown; charset=UTF-8; variant=GFM'],
];

let count = 0;

/** A whole wheel around its metadata, RECORD and all: inspected, judged, and put into a form. */
export const RELEASES: readonly Target[] = [
  {
    name: 'release',
    seeds: () => [
      Buffer.from(buildMetadata(PROJECT)),
      bytesOf(buildMetadata({ ...PROJECT, metadataVersion: '2.5', fields: FIELDS })),
    ],
    words: FIELDS.map(([name]) => `\n${name}: `),
    isRefusal: (error) => error instanceof PublishError && error.code === 'invalid-distribution',
    async run(metadata) {
      const { filename, bytes } = buildWheel({ ...PROJECT, metadata });
      const path = join(tmpdir(), `fuzz-release-${process.pid}-${count++ % 2}`);
      writeFileSync(path, bytes);
      try {
        const distribution = await inspectDistribution({ path, filename });
        findings({ distributions: [distribution], index: 'pypi' }, { verifyMetadata: true });
        uploadForm(distribution, []);
      } finally {
        rmSync(path);
      }
    },
  },
];
