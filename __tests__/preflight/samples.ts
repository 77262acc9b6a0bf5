import type { Distribution } from '../../src/packaging/distribution.ts';
import type { WheelContents } from '../../src/packaging/distribution-contents.ts';
import { buildMetadata } from '../archives/metadata.ts';
import { makeDistribution, makeWheelContents, SDIST, WHEEL } from '../unit/distributions.ts';

/** Files, and what is special about them in a few words of Markdown. */
export interface Sample {
  readonly label: string;
  readonly distributions: readonly Distribution[];
}

export type Field = readonly [name: string, value: string];

const MOST_SHOWN = 44;

const code = (text: string): string => {
  if (text.length > MOST_SHOWN) {
    return `\`${text.slice(0, MOST_SHOWN)}…\` (${text.length} characters)`;
  }
  return `\`${text.replaceAll('\n', '⏎')}\``;
};

/** An sdist with fields in its metadata, which are of version 2.5 unless they say otherwise. */
export function withFields(...fields: readonly Field[]): Sample {
  const version = fields.find(([name]) => name === 'Metadata-Version')?.[1];
  const text = buildMetadata({
    name: 'widget',
    version: '1.0',
    metadataVersion: version ?? '2.5',
    fields: fields.filter(([name]) => name !== 'Metadata-Version'),
  });
  const label = fields.map(([name, value]) => code(`${name}: ${value}`)).join(', ');
  return { label, distributions: [makeDistribution(SDIST, { text })] };
}

/** An sdist with a description in reStructuredText. */
export function described(description: string): Sample {
  const text = `Metadata-Version: 2.1\nName: widget\nVersion: 1.0\nDescription-Content-Type: text/x-rst\n\n${description}`;
  return {
    label: code(description.trimEnd()),
    distributions: [makeDistribution(SDIST, { text })],
  };
}

/** Files by their names, of different bytes. */
export function named(...filenames: readonly string[]): Sample {
  return {
    label: filenames.map(code).join(', '),
    distributions: filenames.map((filename, at) =>
      makeDistribution(filename, { sha256: `${at}`.padStart(64, '0') }),
    ),
  };
}

/** A wheel with something in it. */
export function wheelWith(label: string, change: Partial<WheelContents>): Sample {
  const wheel = makeWheelContents(['py3-none-any'], change);
  const contents = { missingLicenseFiles: [], forbidden: [], wheel };
  return { label, distributions: [makeDistribution(WHEEL, { contents })] };
}

/** An sdist of which inspection says something. */
export function sdistWith(label: string, change: Parameters<typeof makeDistribution>[1]): Sample {
  return { label, distributions: [makeDistribution(SDIST, change)] };
}
