import type { FitsPlatform } from './fits-platform.ts';

/** What a wheel may be built for besides the processor itself: formats that hold several. */
const INTEL_FORMATS: readonly string[] = [
  'x86_64',
  'intel',
  'fat64',
  'fat3',
  'universal2',
  'universal',
];

/**
 * macOS: every release runs what was built for older ones. From 11 on a release is a major
 * number and wheels say `_0`; the 10.x of old run on Intel, and of an Apple silicon machine
 * only `universal2` says 10.x, for its Intel half.
 */
export function macosPlatform(tag: string): FitsPlatform | undefined {
  const [, majorText = '', minorText = '', machine] =
    /^macosx_([0-9]{1,3})_([0-9]{1,3})_(x86_64|arm64)$/.exec(tag) ?? [];
  if (machine === undefined) return undefined;
  const [major, minor] = [Number(majorText), Number(minorText)];
  const formats = machine === 'arm64' ? ['arm64', 'universal2'] : INTEL_FORMATS;
  return (other) => {
    const found = /^macosx_([1-9][0-9]{1,2})_(0|[1-9][0-9]{0,2})_(\w+)$/.exec(other);
    const [theirMajor, theirMinor, format = ''] = [
      Number(found?.[1]),
      Number(found?.[2]),
      found?.[3],
    ];
    if (theirMajor >= 11) {
      return theirMajor <= major && theirMinor === 0 && formats.includes(format);
    }
    if (theirMajor !== 10) return false;
    const newest = major === 10 ? minor : 16;
    if (theirMinor < 4 || theirMinor > newest) return false;
    return machine === 'arm64' ? major >= 11 && format === 'universal2' : formats.includes(format);
  };
}
