import type { VerifiedItem } from '../../../provenance/report.ts';
import { acceptedConcerns, type Concern } from '../../../verify/report/concern.ts';
import { concernFacts, stepText } from '../../../verify/report/concern-facts.ts';
import { workspacePath } from '../../../verify/report/workspace-path.ts';
import { type Line, paragraph, row, type Style, styled, type Text } from '../../terminal/text.ts';

/** What a report is shown with. */
export interface VerifyView {
  /** Paths below it are shown relative. */
  readonly workspace: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Shows every file, not only what needs review. */
  readonly verbose: boolean;
}

/** Concerns of one rule that are told in full; the JSON has them all. */
const SHOWN = 10;

/** Concerns, grouped by rule. */
export function concernsText(concerns: readonly Concern[], view: VerifyView): Text {
  return byRule(concerns).flatMap((group) => groupText(group, view));
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

/** What the policy accepts, with the reason and the day that it ends. */
export function acceptedText(items: readonly VerifiedItem[]): Text {
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
