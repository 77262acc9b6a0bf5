import { relative } from 'node:path';
import { type InspectedFile, type InspectReport, isFine } from '../../../inspect/report.ts';
import type { RunFolders } from '../../../run/folders.ts';
import { distributionText, findingText } from '../../terminal/distribution-text.ts';
import { documentText } from '../../terminal/document-text.ts';
import { paragraph, row, styled, type Text } from '../../terminal/text.ts';

/** An inspection for people: one block a file, and a last line that sums up. */
export function inspectText(report: InspectReport, { workspace }: RunFolders): Text {
  const { files, findings, index } = report;
  const together =
    findings.length === 0
      ? []
      : [[styled('bold', 'All together')], ...findings.flatMap(findingText), []];
  return [
    ...files.flatMap(
      (file): Text => [
        [styled('bold', shortPath(file.path, workspace))],
        ...fileText(file, index.title, workspace),
        [],
      ],
    ),
    ...together,
    lastLine(report),
  ];
}

function fileText(file: InspectedFile, indexTitle: string, workspace: string): Text {
  switch (file.kind) {
    case 'distribution':
      return distributionText(file, indexTitle);
    case 'signatures':
      return [
        ...(file.isProvenance ? row('format', 'PEP 740 provenance object') : []),
        ...file.documents.flatMap((document, at) => [
          ...(at === 0 ? [] : [[]]),
          ...documentText(document, (path) => shortPath(path, workspace)),
        ]),
      ];
    case 'unreadable':
      return [
        ['  ', styled('red', `error [${file.error.code}]`)],
        ...paragraph(`${file.error.message} ${file.error.remedy}`, 4),
      ];
  }
}

function lastLine({ files, findings }: InspectReport): Text[number] {
  const bad = files.filter((file) => !isFine(file)).length;
  const count = `${files.length} ${files.length === 1 ? 'file' : 'files'}`;
  const isRelease = findings.every(({ severity }) => severity === 'warning');
  if (bad === 0 && isRelease) return [styled('green', `${count}: fine`)];
  return [styled('red', bad === 0 ? `${count}: not fine together` : `${count}: ${bad} not fine`)];
}

/** A path below the current directory as it was most likely given. */
function shortPath(path: string, workspace: string): string {
  const short = relative(workspace, path);
  return short.startsWith('..') ? path : short;
}
