import type { FitsPlatform } from './fits-platform.ts';
import { platformOf } from './platform.ts';
import { type Python, pythonOf } from './python.ts';

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
