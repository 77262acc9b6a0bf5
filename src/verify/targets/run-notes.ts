import { isDeepStrictEqual } from 'node:util';
import { pinDifferences } from '../../provenance/pins/change-pins.ts';
import type { RunNote } from '../../provenance/report.ts';
import type { Sources } from './sources.ts';
import type { TrustFiles } from './trust-files.ts';

/** Files that are compared with the base: each can be a request. */
const MOST_COMPARED = 20;
const SHOWN = 10;

/** Lock files that nobody named and that do not lie where they are looked for. */
export async function lockNotes(
  paths: readonly string[],
  { head, base }: Sources,
): Promise<readonly RunNote[]> {
  if (paths.length === 0) return [];
  const files = paths.length === 1 ? '1 lock file' : `${paths.length} lock files`;
  const text = `Not verified: ${files} outside of the root: ${some(paths)}. Name them in \`inputs\` to verify them.`;
  if (base === undefined) return [{ text, needsReview: false }];
  const touched: string[] = [];
  for (const path of paths.slice(0, MOST_COMPARED)) {
    const [before, after] = await Promise.all([base, head].map((source) => bytesOf(path, source)));
    if (!isDeepStrictEqual(before, after)) touched.push(path);
  }
  const notice = `This change alters lock files that were not verified: ${some(touched)}. Name them in \`inputs\` to verify them.`;
  return [
    { text, needsReview: false },
    ...(touched.length === 0 ? [] : [{ text: notice, needsReview: true }]),
  ];
}

/** What cannot be read stands for itself: it differs from everything that can. */
async function bytesOf(path: string, source: Sources['head']): Promise<unknown> {
  try {
    const found = await source.file(path);
    return typeof found === 'object' ? Buffer.from(found) : found;
  } catch {
    return null;
  }
}

/** What a change would alter in the policy and the pins, once it is merged. */
export function trustNotes({
  policyPath,
  policyChanges,
  pinsPath,
  pins,
  proposedPins,
}: TrustFiles): readonly RunNote[] {
  const later = 'It has no effect on this run; it counts after it is merged.';
  const changed = proposedPins === undefined ? [] : pinDifferences(pins, proposedPins);
  const projects = changed.map(({ project, kind }) => `${project} (${kind})`);
  const note = (text: string): RunNote => ({ text, needsReview: true });
  return [
    ...(policyChanges.length === 0
      ? []
      : [
          note(
            `This change alters the policy (${policyPath}): ${some(policyChanges)}. ${later} That holds for an [[accept]] block, too.`,
          ),
        ]),
    ...(projects.length === 0
      ? []
      : [
          note(
            `This change alters the pinned publishers (${pinsPath}): ${some(projects)}. ${later}`,
          ),
        ]),
  ];
}

function some(texts: readonly string[]): string {
  const shown = texts.slice(0, SHOWN).join(', ');
  return texts.length > SHOWN ? `${shown} and ${texts.length - SHOWN} more` : shown;
}
