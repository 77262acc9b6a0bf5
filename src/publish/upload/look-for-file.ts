import type { Distribution } from '../../packaging/distribution.ts';
import type { IndexProfile } from '../../pypi/index-profile.ts';
import { fetchProjectState } from '../../pypi/simple/project-state.ts';
import type { Deps } from '../../run/deps.ts';
import { otherNameOf } from '../plan/listed-elsewhere.ts';

/** What an index has of a file. */
export type FileOnIndex =
  /** Our bytes under our name, by their SHA-256. */
  | { readonly kind: 'ours' }
  /** Other bytes under our name. */
  | { readonly kind: 'other-bytes' }
  /** Nothing under our name. */
  | {
      readonly kind: 'nothing';
      /** The file of the project that has our bytes, where there is one. */
      readonly otherName: string | undefined;
    }
  /** It cannot be queried, did not answer, or lists the name without a SHA-256. */
  | {
      readonly kind: 'unknown';
      /** Whether it will not tell later either. */
      readonly isLasting: boolean;
    };

/** The question after a lost answer is short: the upload itself is tried again if nobody answers. */
const BRIEF = { tries: 2, budgetMs: 5_000 };

/** Queries an index for a file. Never an error. */
export async function lookForFile(
  { project, filename, sha256 }: Distribution,
  index: IndexProfile,
  deps: Deps,
): Promise<FileOnIndex> {
  const state = await fetchProjectState(project, index, deps, BRIEF).catch(() => undefined);
  if (state?.kind === 'missing') return { kind: 'nothing', otherName: undefined };
  if (state?.kind !== 'exists') return { kind: 'unknown', isLasting: state !== undefined };
  const { files } = state.page;
  const listed = files.find((file) => file.filename === filename);
  if (!listed) return { kind: 'nothing', otherName: otherNameOf({ filename, sha256 }, files) };
  const listedSha256 = listed.hashes['sha256']?.toLowerCase();
  if (listedSha256 === undefined) return { kind: 'unknown', isLasting: true };
  return { kind: listedSha256 === sha256 ? 'ours' : 'other-bytes' };
}
