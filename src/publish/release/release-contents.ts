import {
  platformFamilies,
  type SdistFilename,
  type WheelFilename,
} from '../../packaging/distribution-filename.ts';

/** What a release offers to installers. */
export interface ReleaseContents {
  readonly hasSdist: boolean;
  /** The interpreters (`cp313-cp313`) that there are wheels for, by platform (`win_amd64`). */
  readonly wheels: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Reads what a release offers from its file names. */
export function releaseContents(files: Iterable<SdistFilename | WheelFilename>): ReleaseContents {
  const wheels = new Map<string, Set<string>>();
  let hasSdist = false;
  for (const file of files) {
    if (file.kind === 'sdist') {
      hasSdist = true;
      continue;
    }
    for (const tag of file.tags) {
      const [python = '', abi = '', platform = ''] = tag.split('-');
      for (const family of platformFamilies(platform)) {
        const interpreters = wheels.get(family) ?? new Set();
        wheels.set(family, interpreters.add(`${python}-${abi}`));
      }
    }
  }
  return { hasSdist, wheels };
}

/**
 * What a release had that the next one lacks, in a few words each: an sdist, wheels for a
 * platform, and wheels of one interpreter for a platform where the next release has them for
 * another platform. An interpreter that is gone everywhere was dropped on purpose.
 */
export function lostContents(before: ReleaseContents, now: ReleaseContents): readonly string[] {
  const lost = before.hasSdist && !now.hasSdist ? ['no sdist'] : [];
  const platforms = [...before.wheels.keys()].filter((platform) => !now.wheels.has(platform));
  if (platforms.length > 0) lost.push(`no wheel for ${listed(platforms.map(platformText))}`);
  const legs = [...before.wheels].flatMap(([platform, interpreters]) => {
    const here = now.wheels.get(platform);
    if (!here || [...here].some(isForSeveral)) return [];
    return [...interpreters]
      .filter((one) => !here.has(one) && isBuilt(one, now))
      .map((one) => `${one}-${platform}`);
  });
  if (legs.length > 0) lost.push(`no wheel with ${listed(legs)}`);
  return lost;
}

/** `any` alone reads like a word of the sentence. */
function platformText(platform: string): string {
  return platform === 'any' ? 'any (pure Python)' : platform;
}

/** One wheel for many interpreters: `abi3`, or without an ABI. */
function isForSeveral(interpreter: string): boolean {
  return /-(?:abi3t?|none)$/.test(interpreter);
}

function isBuilt(interpreter: string, { wheels }: ReleaseContents): boolean {
  return [...wheels.values()].some((interpreters) => interpreters.has(interpreter));
}

/** Tags of an index can be of any number and length. */
const MOST_NAMES = 12;
const MOST_CHARACTERS = 60;

function listed(names: readonly string[]): string {
  const shown = names
    .toSorted()
    .slice(0, MOST_NAMES)
    .map((name) => (name.length > MOST_CHARACTERS ? `${name.slice(0, MOST_CHARACTERS)}…` : name));
  const more = names.length > MOST_NAMES ? ` and ${names.length - MOST_NAMES} more` : '';
  return `${shown.join(', ')}${more}`;
}
