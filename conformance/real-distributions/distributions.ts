export interface PinnedDistribution {
  readonly filename: string;
  /** The project's name in normal form. */
  readonly project: string;
  readonly sha256: string;
  /** Who built it: how a wheel's `Generator` line begins. */
  readonly generator: string;
}

/**
 * A wheel and an sdist each of what seven build backends make, as they lie on PyPI: pure and
 * platform wheels, compressed tag sets, metadata versions 2.1 to 2.4.
 */
export const DISTRIBUTIONS: readonly PinnedDistribution[] = [
  {
    filename: 'six-1.17.0-py2.py3-none-any.whl',
    project: 'six',
    sha256: '4721f391ed90541fddacab5acf947aa0d3dc7d27b2e1e8eda2be8970586c3274',
    generator: 'setuptools',
  },
  {
    filename: 'six-1.17.0.tar.gz',
    project: 'six',
    sha256: 'ff70335d468e7eb6ec65b95b99d3a2836546063f63acc5171de367e834932a81',
    generator: 'setuptools',
  },
  {
    filename: 'iniconfig-2.1.0-py3-none-any.whl',
    project: 'iniconfig',
    sha256: '9deba5723312380e77435581c6bf4935c94cbfab9b1ed33ef8d238ea168eb760',
    generator: 'hatchling',
  },
  {
    filename: 'iniconfig-2.1.0.tar.gz',
    project: 'iniconfig',
    sha256: '3abbd2e30b36733fee78f9c7f7308f2d0050e88f0087fd25c2645f63c773e1c7',
    generator: 'hatchling',
  },
  {
    filename: 'idna-3.10-py3-none-any.whl',
    project: 'idna',
    sha256: '946d195a0d259cbba61165e88e65941f16e9b36ea6ddb97f00452bae8b1287d3',
    generator: 'flit',
  },
  {
    filename: 'idna-3.10.tar.gz',
    project: 'idna',
    sha256: '12f65c9b470abda6dc35cf8e63cc574b1c52b11df2c86030af0ac09b01b13ea9',
    generator: 'flit',
  },
  {
    filename: 'crashtest-0.4.1-py3-none-any.whl',
    project: 'crashtest',
    sha256: '8d23eac5fa660409f57472e3851dab7ac18aba459a8d19cbbba86d3d5aecd2a5',
    generator: 'poetry-core',
  },
  {
    filename: 'crashtest-0.4.1.tar.gz',
    project: 'crashtest',
    sha256: '80d7b1f316ebfbd429f648076d6275c877ba30ba48979de4191714a75266f0ce',
    generator: 'poetry-core',
  },
  {
    filename: 'rpds_py-0.27.1-cp311-cp311-manylinux_2_17_x86_64.manylinux2014_x86_64.whl',
    project: 'rpds-py',
    sha256: 'cb56c6210ef77caa58e16e8c17d35c63fe3f5b60fd9ba9d424470c3400bcf9ed',
    generator: 'maturin',
  },
  {
    filename: 'rpds_py-0.27.1.tar.gz',
    project: 'rpds-py',
    sha256: '26a1c73171d10b7acccbded82bf6a586ab8203601e565badc74bbbf8bc5a10f8',
    generator: 'maturin',
  },
  {
    filename: 'meson_python-0.18.0-py3-none-any.whl',
    project: 'meson-python',
    sha256: '3b0fe051551cc238f5febb873247c0949cd60ded556efa130aa57021804868e2',
    generator: 'meson',
  },
  {
    filename: 'meson_python-0.18.0.tar.gz',
    project: 'meson-python',
    sha256: 'c56a99ec9df669a40662fe46960321af6e4b14106c14db228709c1628e23848d',
    generator: 'meson',
  },
  {
    filename: 'ninja-1.13.0-py3-none-macosx_10_9_universal2.whl',
    project: 'ninja',
    sha256: 'fa2a8bfc62e31b08f83127d1613d10821775a0eb334197154c4d6067b7068ff1',
    generator: 'scikit-build-core',
  },
  {
    filename: 'ninja-1.13.0.tar.gz',
    project: 'ninja',
    sha256: '4a40ce995ded54d9dc24f8ea37ff3bf62ad192b547f6c7126e7e25045e76f978',
    generator: 'scikit-build-core',
  },
];
