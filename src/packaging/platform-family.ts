/**
 * What platform tags of wheels (PEP 425, 600, 656) run on, without the version of the system: the
 * names stay the same when a project raises its oldest glibc or macOS.
 * @param tag such as `manylinux_2_28_x86_64` or `macosx_11_0_universal2`
 * @returns such as `manylinux_x86_64`; two for macOS binaries with two architectures
 */
export function platformFamilies(tag: string): readonly string[] {
  const [, system = '', architecture = ''] =
    /^(manylinux|musllinux|macosx|ios|android)(?:1|2010|2014|_\d+(?:_\d+)?)_(.+)$/.exec(tag) ?? [];
  if (system === '') return [tag];
  if (system === 'macosx' && architecture === 'universal2') {
    return ['macosx_arm64', 'macosx_x86_64'];
  }
  return [`${system}_${architecture}`];
}
