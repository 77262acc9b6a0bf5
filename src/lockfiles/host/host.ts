import { parseDistributionFilename } from '../../packaging/distribution-filename.ts';
import type { LockedFile } from '../lock-document.ts';
import { type FitsPlatform, platformOf } from './platform.ts';

/** Where something is to be installed, as far as the tags of wheels speak of it. */
export interface Host {
  readonly python: Python;
  readonly fitsPlatform: FitsPlatform;
}

/**
 * @param python `3.13`, `3.13t` (free-threaded) or `pypy3.11`.
 * @param platform The newest platform tag that runs there, as pip's `--platform` takes it:
 *   `manylinux_2_39_x86_64`, `musllinux_1_2_aarch64`, `macosx_15_0_arm64`, `win_amd64`,
 *   `android_24_arm64_v8a`, `ios_17_0_arm64_iphoneos`.
 * @returns undefined where one of them is none
 */
export function hostOf(python: string, platform: string): Host | undefined {
  const [parsed, fitsPlatform] = [pythonOf(python), platformOf(platform)];
  return parsed && fitsPlatform && { python: parsed, fitsPlatform };
}

/** Whether a wheel with this `python-abi-platform` tag can be installed (PEP 425). Lower-case. */
export function fitsHost(tag: string, host: Host): boolean {
  const [python = '', abi = '', ...rest] = tag.split('-');
  const platform = rest.join('-');
  if (platform === 'any') return abi === 'none' && host.python.fitsAnywhere(python);
  return host.python.fitsAbi(python, abi) && host.fitsPlatform(platform);
}

/** A Python and the tags that it accepts, by `packaging.tags` 26.3. */
interface Python {
  /** Whether it accepts a wheel for any platform and ABI. */
  readonly fitsAnywhere: (python: string) => boolean;
  /** Whether it accepts a wheel for a fitting platform. */
  readonly fitsAbi: (python: string, abi: string) => boolean;
}

/** The first Python 3 with a stable ABI (PEP 384). */
const FIRST_ABI3 = 2;

/** @param text `3.13`, `3.13t` or `pypy3.11`; a patch number may follow. */
function pythonOf(text: string): Python | undefined {
  const [, pypy, digits = '', threaded] =
    /^(pypy)?3\.([0-9]{1,3})(?:\.[0-9]+)?(t)?$/.exec(text) ?? [];
  if (digits === '' || (pypy && threaded)) return undefined;
  const minor = Number(digits);
  return pypy ? pypyOf(minor) : cpythonOf(minor, threaded ?? '');
}

function cpythonOf(minor: number, threaded: string): Python {
  const own = `cp3${minor}`;
  // PEP 803: free-threaded builds have a separate stable ABI.
  const stable = threaded === '' ? 'abi3' : 'abi3t';
  const isOlder = (python: string): boolean => {
    const older = minorOf(python, 'cp3');
    return older !== undefined && older >= FIRST_ABI3 && older < minor;
  };
  return {
    fitsAnywhere: (python) => python === own || isGeneric(python, minor),
    fitsAbi: (python, abi) => {
      if (abi === 'none') return python === own || isGeneric(python, minor);
      if (abi === stable) return python === own || isOlder(python);
      return python === own && abi === `${own}${threaded}`;
    },
  };
}

/** PyPy's ABI has been `pp73` since 2019. */
function pypyOf(minor: number): Python {
  const own = `pp3${minor}`;
  return {
    fitsAnywhere: (python) => python === 'pp3' || isGeneric(python, minor),
    fitsAbi: (python, abi) =>
      abi === 'none'
        ? python === own || isGeneric(python, minor)
        : python === own && abi === `pypy3${minor}_pp73`,
  };
}

/** `py3`, or a `py3x` no newer than this one. */
function isGeneric(python: string, minor: number): boolean {
  const older = minorOf(python, 'py3');
  return python === 'py3' || (older !== undefined && older <= minor);
}

function minorOf(python: string, prefix: string): number | undefined {
  const digits = python.startsWith(prefix) ? python.slice(prefix.length) : '';
  return /^(?:0|[1-9][0-9]{0,2})$/.test(digits) ? Number(digits) : undefined;
}

/** Formats of old that no installer accepts any more. */
const FORGOTTEN = /\.(?:egg|exe|msi|rpm|deb|dmg)$/i;

/**
 * The files of one package that an installer could pick on a host: each wheel that fits, and an
 * sdist only where none does. Files whose name says nothing, and hashes without a name, could be
 * the one.
 */
export function hostFiles(files: readonly LockedFile[], host: Host): LockedFile[] {
  const wheels: LockedFile[] = [];
  const sdists: LockedFile[] = [];
  const others: LockedFile[] = [];
  for (const file of files) {
    const parsed =
      file.filename === undefined ? undefined : parseDistributionFilename(file.filename);
    if (parsed?.kind === 'sdist') sdists.push(file);
    else if (parsed?.kind === 'wheel') {
      if (parsed.tags.some((tag) => fitsHost(tag, host))) wheels.push(file);
    } else if (!FORGOTTEN.test(file.filename ?? '')) others.push(file);
  }
  return [...others, ...(wheels.length > 0 ? wheels : sdists)];
}
