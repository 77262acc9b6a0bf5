const CPUS = '(?:x86_64|i686|aarch64|armv7l|ppc64le|s390x|riscv64)';

/** The platform tags of wheels that PyPI takes (warehouse's forklift/legacy.py, August 2026). */
const ALLOWED: readonly RegExp[] = [
  /^any$/,
  /^win(?:32|_amd64|_arm64|_ia64)$/,
  /^manylinux1_(?:x86_64|i686)$/,
  /^manylinux2010_(?:x86_64|i686)$/,
  /^manylinux2014_(?:x86_64|i686|aarch64|armv7l|ppc64|ppc64le|s390x)$/,
  new RegExp(`^manylinux_[0-9]+_[0-9]+_(?:${CPUS}|ppc64)$`),
  new RegExp(`^musllinux_[0-9]+_[0-9]+_${CPUS}$`),
  /^linux_armv[67]l$/,
  /^macosx_10_[0-9]+_(?:arm64|i386|intel|fat|fat3|fat64|ppc|ppc64|universal|universal2|x86_64)$/,
  /^macosx_(?:1[1-5]|26)_0_(?:arm64|universal2|x86_64)$/,
  /^ios_[0-9]+_[0-9]+_(?:arm64|x86_64)_iphone(?:os|simulator)$/,
  /^android_[0-9]+_(?:arm64_v8a|armeabi_v7a|x86|x86_64)$/,
  /^pyemscripten_[0-9]+_[0-9]+_wasm32$/,
];

export const isAllowedPlatform = (tag: string): boolean =>
  ALLOWED.some((pattern) => pattern.test(tag));
