import type { InspectedDistribution } from '../../inspect/report.ts';
import { type CoreMetadata, metadataValue } from '../../packaging/core-metadata.ts';
import { paragraph, row, styled, styledRow, type Text } from './text.ts';

type Finding = InspectedDistribution['findings'][number];

/** Metadata can have thousands of fields; a person reads the first ones, a program all (JSON). */
const MOST_FIELDS = 100;
const MOST_CHARACTERS = 400;

/** A wheel or an sdist as an index sees it. */
export function distributionText(
  { distribution, findings }: InspectedDistribution,
  indexTitle: string,
): Text {
  const { parsedFilename, project, version, size, sha256, metadata } = distribution;
  const isRefused = findings.some(({ severity }) => severity === 'error');
  const { kind } = parsedFilename;
  return [
    ...row('kind', kind),
    ...row('project', project),
    ...row('version', version),
    ...(kind === 'wheel' ? row('tags', parsedFilename.tags.join(' ')) : []),
    ...row('size', `${size} bytes`),
    ...row('sha256', sha256),
    ...row('description', descriptionLine(metadata)),
    ['  metadata'],
    ...fieldLines(metadata),
    ...(isRefused
      ? styledRow('red', 'verdict', `${indexTitle} would refuse it`)
      : styledRow('green', 'verdict', `${indexTitle} would accept it`)),
    ...findings.flatMap(findingText),
  ];
}

/** A finding with the id of its rule. */
export function findingText({ severity, rule, message, remedy }: Finding): Text {
  const style = severity === 'error' ? 'red' : 'yellow';
  return [
    ['    ', styled(style, `${severity} [${rule}]`)],
    ...paragraph(`${message}. ${remedy}`, 6),
  ];
}

function descriptionLine(metadata: CoreMetadata): string {
  const { description } = metadata;
  if (description === undefined) return 'none';
  const type = metadataValue(metadata, 'Description-Content-Type');
  return `${type ?? 'no content type, so text/x-rst'}, ${Buffer.byteLength(description)} bytes`;
}

function fieldLines({ fields }: CoreMetadata): Text {
  const shown = fields.filter(({ name }) => name.toLowerCase() !== 'description');
  const more = shown.length - MOST_FIELDS;
  return [
    ...shown.slice(0, MOST_FIELDS).flatMap(({ name, value }) => {
      const short = value.length > MOST_CHARACTERS ? `${value.slice(0, MOST_CHARACTERS)} …` : value;
      const [first = '', ...rest] = `${name}: ${short}`.split('\n');
      const [head = [], ...tail] = paragraph(first.trimStart(), 6);
      return [
        ['    ', ...head.slice(1)],
        ...tail,
        ...rest.flatMap((line) => paragraph(line.trim(), 6)),
      ];
    }),
    ...(more > 0 ? [[`    … and ${more} more fields (--json shows all)`]] : []),
  ];
}
