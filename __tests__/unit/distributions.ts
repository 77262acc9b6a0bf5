import { parseCoreMetadata } from '../../src/packaging/core-metadata.ts';
import type { Distribution } from '../../src/packaging/distribution.ts';
import {
  type RecordCheck,
  sample,
  type WheelContents,
} from '../../src/packaging/distribution-contents.ts';
import { parseDistributionFilename } from '../../src/packaging/distribution-filename.ts';

export const WHEEL = 'widget-1.0-py3-none-any.whl';
export const SDIST = 'widget-1.0.tar.gz';
export const METADATA = 'Metadata-Version: 2.4\nName: widget\nVersion: 1.0\n';

/** What inspection would say of a file with this name and metadata. */
export function makeDistribution(
  filename: string,
  change: Partial<Distribution> & { readonly text?: string } = {},
): Distribution {
  const { text = METADATA, ...rest } = change;
  const parsedFilename = parseDistributionFilename(filename);
  if (!parsedFilename) throw new TypeError(`${filename} is no distribution's name`);
  return {
    path: `/dist/${filename}`,
    filename,
    parsedFilename,
    name: 'widget',
    project: 'widget',
    version: '1.0',
    size: 5,
    sha256: 'ab'.repeat(32),
    fileIdentity: '1:2:5:0:0',
    metadata: parseCoreMetadata(Buffer.from(text)),
    contents: {
      missingLicenseFiles: [],
      forbidden: [],
      wheel: parsedFilename.kind === 'wheel' ? makeWheelContents(parsedFilename.tags) : undefined,
    },
    ...rest,
  };
}

/** A wheel in which nothing is wrong. */
export function makeWheelContents(
  tags: readonly string[],
  change: Partial<WheelContents> = {},
): WheelContents {
  return {
    record: SOUND_RECORD,
    entryPointsDefect: undefined,
    wheelVersion: '1.0',
    tags,
    ...change,
  };
}

export const SOUND_RECORD: RecordCheck = {
  defect: undefined,
  unlisted: sample([]),
  absent: sample([]),
  changed: sample([]),
  unhashed: sample([]),
};
