import { describe, expect, test } from '@jest/globals';
import {
  type Machine,
  machinePlatformTag,
  runHost,
  thisMachine,
} from '../../../../src/lockfiles/host/machine.ts';

describe('the platform of a machine', () => {
  test.each<[Machine, string]>([
    [{ platform: 'linux', arch: 'x64', glibc: '2.39' }, 'manylinux_2_39_x86_64'],
    [{ platform: 'linux', arch: 'arm64', glibc: undefined }, 'musllinux_1_2_aarch64'],
    [{ platform: 'darwin', arch: 'arm64', glibc: undefined }, 'macosx_14_0_arm64'],
    [{ platform: 'darwin', arch: 'x64', glibc: undefined }, 'macosx_14_0_x86_64'],
    [{ platform: 'win32', arch: 'x64', glibc: undefined }, 'win_amd64'],
    [{ platform: 'win32', arch: 'arm64', glibc: undefined }, 'win_arm64'],
  ])('%j: %s', (machine, expected) => {
    expect(machinePlatformTag(machine)).toBe(expected);
    expect(runHost('3.13', undefined, machine)?.fitsPlatform(expected)).toBe(true);
  });

  test('this one has one', () => {
    const machine = thisMachine();
    const host = runHost('3.13', undefined, machine);
    expect(host?.fitsPlatform(machinePlatformTag(machine))).toBe(true);
    expect(host?.fitsPlatform('commodore_64')).toBe(false);
  });

  test('what is no version and no platform is no host', () => {
    expect(runHost('three', undefined, thisMachine())).toBeUndefined();
    expect(runHost('3.13', 'commodore_64', thisMachine())).toBeUndefined();
  });
});
