import type { Distribution } from '../packaging/distribution.ts';
import { sizeText } from '../text/size-text.ts';
import { filesToDo, type ReleasePlan } from './plan/plan.ts';
import type { ReleaseAttestations } from './sign/sign.ts';

/** `5 files of widget 1.0, 2.2 MiB` */
export function foundText(distributions: readonly Distribution[]): string {
  const releases = new Set(distributions.map(({ project, version }) => `${project} ${version}`));
  const [first] = releases;
  const what = releases.size === 1 ? first : `${releases.size} releases`;
  return `${filesText(distributions.length)} of ${what}, ${totalSize(distributions)}`;
}

/** `To upload: 3 files; there already: 2` */
export function planText(plan: ReleasePlan): string {
  const parts = (
    [
      ['upload', 'to upload'],
      ['identical', 'there already'],
      ['conflict', 'there with other bytes'],
    ] as const
  ).flatMap(([action, text]) => {
    const count = filesToDo(plan, action).length;
    return count === 0 ? [] : [`${filesText(count)} ${text}`];
  });
  return parts.join(', ');
}

/** Why a plan has nothing to upload. Files with other bytes are not "there already". */
export function nothingToUploadText(plan: ReleasePlan, title: string): string {
  const kept = filesToDo(plan, 'conflict').length;
  if (kept === 0) return `Every file is on ${title} already, with the same bytes: nothing to do.`;
  const same = filesToDo(plan, 'identical').length;
  const rest = same === 0 ? '' : ` It has ${filesText(same)} with the same bytes.`;
  return `Nothing to upload. ${title} has ${filesText(kept)} of this release with other bytes, or does not tell with which; \`skip-existing: true\` leaves ${kept === 1 ? 'it' : 'them'} there.${rest}`;
}

/** `5 attestations signed, logged and verified` */
export function attestedText(attestations: ReleaseAttestations): string | undefined {
  const count = [...attestations.values()].reduce((sum, own) => sum + own.length, 0);
  if (count === 0) return undefined;
  return `${count} ${count === 1 ? 'attestation' : 'attestations'} signed, logged and verified`;
}

/** `3 files uploaded, 1.1 MiB` */
export function uploadedText(uploaded: readonly Distribution[]): string | undefined {
  if (uploaded.length === 0) return undefined;
  return `${filesText(uploaded.length)} uploaded, ${totalSize(uploaded)}`;
}

/** `1 file`, `2 files`. */
export function filesText(count: number): string {
  return `${count} ${count === 1 ? 'file' : 'files'}`;
}

function totalSize(distributions: readonly Distribution[]): string {
  return sizeText(distributions.reduce((sum, { size }) => sum + size, 0));
}
