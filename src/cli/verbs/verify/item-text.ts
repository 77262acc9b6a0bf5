import type { Identity } from '../../../provenance/identity/identity.ts';
import type { VerifiedItem } from '../../../provenance/report.ts';
import { fileText } from '../../../verify/report/concern.ts';
import { timeAgo } from '../../../verify/report/concern-facts.ts';
import { counted } from '../../../verify/report/headline.ts';
import { fullIdentityText } from '../../../verify/report/identity-text.ts';
import { row, type Style, styled, styledRow, type Text } from '../../terminal/text.ts';
import type { VerifyView } from './concern-text.ts';

const VERDICTS: Readonly<Record<VerifiedItem['verdict'], string>> = {
  verified: 'verified',
  'release-attested':
    'installed; its release is attested, but the installer did not record which file it was',
  failed: 'failed',
  unattested: 'not attested',
  unbound: 'bound to no bytes',
  'not-applicable': 'from no index',
  'not-checked': 'not checked',
};

/** Who published one file; what is wrong with it was said before. */
export function itemText(item: VerifiedItem, { now }: VerifyView): Text {
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
          `${counted(history.agreeing, 'earlier release')} since ${history.since.slice(0, 10)} by the same publisher`,
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
  const age = timeAgo(time, now);
  return `${time}, entry ${index}${age === undefined ? '' : `, ${age}`}`;
}
