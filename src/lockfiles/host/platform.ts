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
function macosPlatform(tag: string): FitsPlatform | undefined {
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

/** A new platform is one line here. */
const PLATFORMS: readonly ((tag: string) => FitsPlatform | undefined)[] = [
  manylinux,
  musllinux,
  macosPlatform,
  windows,
  android,
  ios,
];

/** @param tag The newest tag that the platform runs. */
export function platformOf(tag: string): FitsPlatform | undefined {
  for (const read of PLATFORMS) {
    const fits = read(tag);
    if (fits) return fits;
  }
  return undefined;
}

/** The older names (PEP 513, 571, 599) and the glibc 2.x that each stands for. */
const LEGACY: Readonly<Record<string, number>> = {
  manylinux1: 5,
  manylinux2010: 12,
  manylinux2014: 17,
};

/** PEP 600. Before glibc 2.17 there are wheels for x86 only. */
function manylinux(tag: string): FitsPlatform | undefined {
  const [, newest = '', machine = ''] = /^manylinux_2_([0-9]{1,3})_(\w+)$/.exec(tag) ?? [];
  if (machine === '') return undefined;
  const oldest = ['x86_64', 'i686'].includes(machine) ? 5 : 17;
  return (other) => {
    if (other === `linux_${machine}`) return true;
    const [, minor, legacy = '', theirs] =
      /^(?:manylinux_2_(0|[1-9][0-9]{0,2})|(manylinux[0-9]+))_(\w+)$/.exec(other) ?? [];
    const wanted = minor === undefined ? LEGACY[legacy] : Number(minor);
    if (wanted === undefined || theirs !== machine) return false;
    return wanted >= oldest && wanted <= Number(newest);
  };
}

/** PEP 656. */
function musllinux(tag: string): FitsPlatform | undefined {
  const [, major, newest = '', machine] = /^musllinux_([0-9]+)_([0-9]{1,3})_(\w+)$/.exec(tag) ?? [];
  if (machine === undefined) return undefined;
  return (other) => {
    if (other === `linux_${machine}`) return true;
    const minor = /^musllinux_([0-9]+)_(0|[1-9][0-9]{0,2})_(\w+)$/.exec(other);
    return minor?.[1] === major && minor?.[3] === machine && Number(minor?.[2]) <= Number(newest);
  };
}

function windows(tag: string): FitsPlatform | undefined {
  return /^win(?:32|_amd64|_arm64)$/.test(tag) ? (other) => other === tag : undefined;
}

/** PEP 738. The oldest API level that a Python ran on is 16. */
function android(tag: string): FitsPlatform | undefined {
  const [, newest = '', abi] = /^android_([0-9]{1,3})_(\w+)$/.exec(tag) ?? [];
  if (abi === undefined) return undefined;
  return (other) => {
    const [, level = '', theirs] = /^android_([1-9][0-9]{1,2})_(\w+)$/.exec(other) ?? [];
    return theirs === abi && Number(level) >= 16 && Number(level) <= Number(newest);
  };
}

/** PEP 730. The oldest iOS that a Python ran on is 12; minor numbers of older ones end at 9. */
function ios(tag: string): FitsPlatform | undefined {
  const [, major = '', minor = '', multiarch] =
    /^ios_([0-9]{1,3})_([0-9]{1,3})_(\w+)$/.exec(tag) ?? [];
  if (multiarch === undefined) return undefined;
  return (other) => {
    const found = /^ios_([1-9][0-9]{1,2})_(0|[1-9][0-9]{0,2})_(\w+)$/.exec(other);
    if (found?.[3] !== multiarch) return false;
    const [theirMajor, theirMinor] = [Number(found[1]), Number(found[2])];
    if (theirMajor === Number(major)) return theirMajor >= 12 && theirMinor <= Number(minor);
    return theirMajor >= 12 && theirMajor < Number(major) && theirMinor <= 9;
  };
}

/** Whether a wheel with this platform tag runs on the platform. */
export type FitsPlatform = (tag: string) => boolean;
