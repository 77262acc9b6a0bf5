import type {
  ExitCode,
  PinChange,
  VerifiedItem,
  VerifyReport,
} from '../../../provenance/report.ts';
import { type Concern, concernsOf } from '../../../verify/report/concern.ts';
import { elsewhereText } from '../../../verify/report/elsewhere-text.ts';
import { headline } from '../../../verify/report/headline.ts';
import { pinChangeText } from '../../../verify/report/pin-text.ts';
import { paragraph, type Style, styled, styledParagraph, type Text } from '../../terminal/text.ts';
import { acceptedText, concernsText, type VerifyView } from './concern-text.ts';
import { itemText } from './item-text.ts';

/** So many files are looked at one by one; of more only what needs review is shown. */
const FEW = 10;
const NAME_SOMETHING =
  'Run it in a folder with a lock file, or name one, a release (name==version), a wheel, an sdist or a folder of installed packages.';

/** A verification for people: the counts first, then only what needs review. */
export function verifyText(report: VerifyReport, view: VerifyView): Text {
  const { items, root } = report;
  const concerns = concernsOf(items);
  const elsewhere = elsewhereText(items);
  const isFew = view.verbose || items.length <= FEW;
  return [
    ...styledParagraph(headlineStyle(report.exit, concerns), headline(report.summary), 0),
    ...(report.exit === 3 && items.length === 0 ? paragraph(NAME_SOMETHING) : []),
    ...report.notes.flatMap(({ text }) => [[], ...paragraph(text)]),
    ...trustChanges('This change alters whom you trust', report.proposedPinChanges),
    ...concernsText(concerns, view),
    ...acceptedText(items),
    ...(isFew || elsewhere === undefined ? [] : [[], ...paragraph(elsewhere)]),
    ...(isFew ? items.filter((item) => !isReported(item, view)) : []).flatMap((item) =>
      itemText(item, view),
    ),
    ...trustChanges('Pinned publishers', report.pinChanges),
    ...(root.staleBecause === undefined
      ? []
      : [[], ...paragraph(`The keys may be out of date: ${root.staleBecause}`)]),
  ];
}

function headlineStyle(exit: ExitCode, concerns: readonly Concern[]): Style {
  if (exit !== 0) return 'red';
  return concerns.length === 0 ? 'green' : 'yellow';
}

function trustChanges(title: string, changes: readonly PinChange[]): Text {
  if (changes.length === 0) return [];
  return [
    [],
    [styled('bold', title)],
    ...changes.flatMap((change) =>
      paragraph(`${change.project} (${change.kind}): ${pinChangeText(change)}`, 2),
    ),
  ];
}

/** What has a concern was reported already. */
function isReported(item: VerifiedItem, { verbose }: VerifyView): boolean {
  return !verbose && concernsOf([item]).length > 0;
}
