import type { Identity } from '../../../provenance/identity/identity.ts';
import type {
  ExitCode,
  PinChange,
  VerifiedItem,
  VerifyReport,
} from '../../../provenance/report.ts';
import {
  acceptedConcerns,
  type Concern,
  concernsOf,
  fileText,
} from '../../../verify/report/concern.ts';
import { ageText, concernFacts, stepText } from '../../../verify/report/concern-facts.ts';
import { elsewhereText } from '../../../verify/report/elsewhere-text.ts';
import { counted, headline } from '../../../verify/report/headline.ts';
import { fullIdentityText } from '../../../verify/report/identity-text.ts';
import { pinChangeText } from '../../../verify/report/pin-text.ts';
import { workspacePath } from '../../../verify/report/workspace-path.ts';
import {
  type Line,
  paragraph,
  row,
  type Style,
  styled,
  styledParagraph,
  styledRow,
  type Text,
} from '../../terminal/text.ts';

/** What a report is shown with. */
export interface VerifyView {
  /** Paths below it are shown relative. */
  readonly workspace: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Shows every file, not only what needs review. */
  readonly verbose: boolean;
}

/** So many files are looked at one by one; of more only what needs review is shown. */
const FEW = 10;
/** Concerns of one rule that are told in full; the JSON has them all. */
const SHOWN = 10;

const NAME_SOMETHING =
  'Run it where a lock file lies, or name one, a release (name==version), a wheel, an sdist or a folder of installed packages.';

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
    ...byRule(concerns).flatMap((group) => groupText(group, view)),
    ...setAside(items),
    ...(isFew || elsewhere === undefined ? [] : [[], ...paragraph(elsewhere)]),
    ...(isFew ? items.filter((item) => !isTold(item, view)) : []).flatMap((item) =>
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

function byRule(concerns: readonly Concern[]): readonly (readonly Concern[])[] {
  const groups = new Map<string, Concern[]>();
  for (const concern of concerns) {
    const key = `${concern.severity} ${concern.finding.rule}`;
    groups.set(key, [...(groups.get(key) ?? []), concern]);
  }
  return [...groups.values()];
}

function groupText(concerns: readonly Concern[], view: VerifyView): Text {
  const shown = view.verbose ? concerns : concerns.slice(0, SHOWN);
  const rest = concerns.slice(shown.length);
  return [
    ...shown.flatMap((concern) => concernText(concern, view)),
    ...(rest.length === 0
      ? []
      : [
          [],
          ...paragraph(
            `and ${rest.length} more [${rest[0]?.finding.rule ?? ''}]: ${rest
              .map(({ subject }) => subject)
              .slice(0, 20)
              .join(', ')}`,
          ),
        ]),
  ];
}

const STYLES: Readonly<Record<Concern['severity'], Style>> = { error: 'red', warning: 'yellow' };

function concernText(concern: Concern, { workspace, now }: VerifyView): Text {
  const { severity, subject, finding, at } = concern;
  const facts = concernFacts(concern, now);
  const head: Line = [
    styled(STYLES[severity], `${severity}:`),
    ' ',
    styled('bold', subject),
    ` [${finding.rule}]`,
  ];
  const place = at ? row('where', `${workspacePath(at.path, workspace)}:${at.line}`) : [];
  return [
    [],
    head,
    ...paragraph(facts.what, 2),
    ...place,
    ...row('files', facts.files),
    ...(facts.before === undefined ? [] : row('was', facts.before)),
    ...(facts.now === undefined ? [] : row('now', facts.now)),
    ...row('meaning', facts.why),
    ...facts.steps.flatMap((step, index) =>
      row(index === 0 ? 'what to do' : '', `${index + 1}. ${stepText(step)}`),
    ),
    ...(facts.acceptBlock === undefined ? [] : acceptText(facts.acceptBlock)),
  ];
}

/** A block to paste: its lines stand at the left, whole. */
function acceptText(block: string): Text {
  const lines = block.trimEnd().split('\n');
  return [
    ['  To accept it, add this to the policy (provenance.toml):'],
    [],
    ...lines.map((line): Line => [styled('dim', line)]),
  ];
}

function setAside(items: readonly VerifiedItem[]): Text {
  const concerns = acceptedConcerns(items);
  if (concerns.length === 0) return [];
  return [
    [],
    [styled('bold', 'Set aside by the policy')],
    ...concerns.flatMap(({ subject, finding }) =>
      paragraph(
        `${subject} [${finding.rule}] until ${finding.accepted?.expires ?? ''}: ${finding.accepted?.reason ?? ''}`,
        2,
      ),
    ),
  ];
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

/** What has a concern was told already. */
function isTold(item: VerifiedItem, { verbose }: VerifyView): boolean {
  return !verbose && concernsOf([item]).length > 0;
}

const VERDICTS: Readonly<Record<VerifiedItem['verdict'], string>> = {
  verified: 'verified',
  'release-attested': 'installed; its release is attested, which file it was nobody recorded',
  failed: 'failed',
  unattested: 'not attested',
  unbound: 'bound to no bytes',
  'not-applicable': 'from no index',
  'not-checked': 'not checked',
};

/** Who published one file; what is wrong with it was said before. */
function itemText(item: VerifiedItem, { now }: VerifyView): Text {
  const { identity, log, history, verdict, subject } = item;
  const isGood = verdict === 'verified' || verdict === 'release-attested';
  const style: Style = isGood ? 'green' : verdict === 'failed' ? 'red' : 'dim';
  const elsewhere = subject.elsewhere === undefined ? '' : ` (${subject.elsewhere})`;
  return [
    [],
    [styled('bold', fileText(item))],
    ...styledRow(style, 'verdict', `${VERDICTS[verdict]}${elsewhere}`),
    ...nextStep(item),
    ...(identity ? row('published by', publishedBy(item, identity)) : []),
    ...(log ? row('logged', logText(log, now)) : []),
    ...(history && history.agreeing > 0
      ? row(
          'before',
          `${counted(history.agreeing, 'earlier release')} since ${history.since.slice(0, 10)} by the same`,
        )
      : []),
  ];
}

/** An entry that is bound to nothing is no concern, and there is something to do about it. */
function nextStep({ findings }: VerifiedItem): Text {
  const unbound = findings.find(({ rule, severity }) => rule === 'unbound' && severity === 'note');
  return unbound === undefined ? [] : row('what to do', unbound.remedy);
}

function publishedBy({ pinned }: VerifiedItem, identity: Identity): string {
  return `${fullIdentityText(identity)}${pinned ? ' (pinned)' : ''}`;
}

function logText({ index, time }: NonNullable<VerifiedItem['log']>, now: number): string {
  const age = ageText(time, now);
  return `${time}, entry ${index}${age === undefined ? '' : `, ${age}`}`;
}
