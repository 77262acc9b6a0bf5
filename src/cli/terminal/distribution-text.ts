import { type InspectedDistribution, isShared } from '../../inspect/report.ts';
import { type CoreMetadata, metadataValue } from '../../packaging/core-metadata.ts';
import { paragraph, row, styled, styledRow, type Text } from './text.ts';

type Finding = InspectedDistribution['findings'][number];

const STYLES = { error: 'red', warning: 'yellow' } as const;

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
      ? styledRow('red', 'verdict', `${indexTitle} would reject it`)
      : styledRow('green', 'verdict', `${indexTitle} would accept it`)),
    ...findings.flatMap((finding) =>
      isShared(finding) ? sharedLine(finding) : findingText(finding),
    ),
  ];
}

/** A finding about several files is shown once, below all of them. */
function sharedLine({ severity, rule, filenames }: Finding): Text {
  const others = filenames.length - 1;
  const many = `${others} other ${others === 1 ? 'file' : 'files'}`;
  return [
    ['    ', styled(STYLES[severity], `${severity} [${rule}]`), `, shared with ${many}: see below`],
  ];
}

/** A finding about several files, with their names. */
export function sharedFindingText(finding: Finding): Text {
  return [...findingText(finding), ...paragraph(`in ${finding.filenames.join(', ')}`, 6)];
}

/** A finding with the id of its rule. */
function findingText({ severity, rule, message, remedy }: Finding): Text {
  return [
    ['    ', styled(STYLES[severity], `${severity} [${rule}]`)],
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
