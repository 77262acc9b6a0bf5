import { type PreflightRule, PYPI_INDEXES } from '../../rule.ts';

/** PyPI's platforms (2026-08); macOS releases are added about once a year. */
const PLATFORMS: readonly RegExp[] = [
  /^any$/,
  /^win(?:32|_amd64|_arm64|_ia64)$/,
  /^linux_armv[67]l$/,
  /^manylinux(?:1|2010)_(?:x86_64|i686)$/,
  /^manylinux2014_(?:x86_64|i686|aarch64|armv7l|ppc64|ppc64le|s390x)$/,
  /^manylinux_[0-9]+_[0-9]+_(?:x86_64|i686|aarch64|armv7l|ppc64|ppc64le|s390x|riscv64)$/,
  /^musllinux_[0-9]+_[0-9]+_(?:x86_64|i686|aarch64|armv7l|ppc64le|s390x|riscv64)$/,
  /^macosx_(?:10_[0-9]+|(?:1[1-5]|26)_0)_(?:ppc|ppc64|i386|x86_64|arm64|intel|fat|fat3|fat64|universal|universal2)$/,
  /^ios_[0-9]+_[0-9]+_(?:arm64|x86_64)_(?:iphoneos|iphonesimulator)$/,
  /^android_[0-9]+_(?:armeabi_v7a|arm64_v8a|x86|x86_64)$/,
  /^pyemscripten_[0-9]+_[0-9]+_wasm32$/,
];
/** Those that PyPI may have added since: a later macOS. */
const MAYBE = /^macosx_(?:2[7-9]|[3-9][0-9])_0_(?:x86_64|arm64|universal2)$/;

export const platformTag: PreflightRule = platformRule(
  'platform-tag',
  "Binary wheel 'f' has an unsupported platform tag 'linux_x86_64'. (400)",
  PYPI_INDEXES,
  (tag) => !MAYBE.test(tag),
);

export const newerPlatformTag: PreflightRule = platformRule(
  'newer-platform-tag',
  "Binary wheel 'f' has an unsupported platform tag 'macosx_27_0_arm64'. (400, until PyPI knows it)",
  [],
  (tag) => MAYBE.test(tag),
);

function platformRule(
  id: string,
  pypi: string,
  errorOn: PreflightRule['errorOn'],
  isMeant: (platform: string) => boolean,
): PreflightRule {
  return {
    id,
    pypi,
    concerns: 'file',
    errorOn,
    check: ({ distributions }) =>
      distributions.flatMap(({ filename, parsedFilename }) => {
        const tags = parsedFilename.kind === 'wheel' ? parsedFilename.tags : [];
        const platforms = new Set(tags.map((tag) => tag.split('-').slice(2).join('-')));
        return [...platforms]
          .filter(
            (platform) => !PLATFORMS.some((known) => known.test(platform)) && isMeant(platform),
          )
          .map((platform) => ({
            filenames: [filename],
            message: `its platform tag ${platform} is not accepted by PyPI (as of 2026-08)`,
            remedy: remedy(platform),
          }));
      }),
  };
}

function remedy(platform: string): string {
  if (platform.startsWith('linux_')) {
    return 'Build it in a manylinux or musllinux container and repair it with auditwheel: cibuildwheel does both.';
  }
  if (platform.startsWith('macosx_')) {
    return 'From macOS 11 on the tag is macosx_{major}_0: set MACOSX_DEPLOYMENT_TARGET, or build with cibuildwheel.';
  }
  return 'Build for a platform of https://packaging.python.org/en/latest/specifications/platform-compatibility-tags/.';
}
