/** An sdist whose description and other reStructuredText is judged and, in part, kept. */
export interface Source {
  /** The project's name in normal form. */
  readonly project: string;
  readonly filename: string;
  readonly sha256: string;
  /** What its texts may be kept under (SPDX). */
  readonly license: string;
}

/** Projects that write reStructuredText and give it away. */
export const SOURCES: readonly Source[] = [
  {
    project: 'pyasn1',
    filename: 'pyasn1-0.6.5.tar.gz',
    sha256: '6b11616a6bcf3a40e635f082bb232fa57b5e0dd7f517bd7ddd69ec3794508a47',
    license: 'BSD-2-Clause',
  },
  {
    project: 'decorator',
    filename: 'decorator-5.3.1.tar.gz',
    sha256: '4cbcdd55a6efadb9dbea26b858f4fb3264567b52d69ca0d25b721b553f60ea82',
    license: 'BSD-2-Clause',
  },
  {
    project: 'simplejson',
    filename: 'simplejson-4.3.0.tar.gz',
    sha256: 'ffe34ab51a0d37e6d1c661a5672df00d2d5e18804e38eac07abffb83fa5ec3d7',
    license: 'MIT',
  },
  {
    project: 'pycparser',
    filename: 'pycparser-3.12.tar.gz',
    sha256: 'f03387877eab82ce01bbdfd0ba7252ee55a90b1c708d5129e2ce915475cf1db6',
    license: 'BSD-3-Clause',
  },
  {
    project: 'coverage',
    filename: 'coverage-7.17.3.tar.gz',
    sha256: '6695d1bb2a9a2fbd7806d69d78cf30f35eb0f65045da0ec5b5045242fadd6a78',
    license: 'Apache-2.0',
  },
  {
    project: 'pluggy',
    filename: 'pluggy-1.7.0.tar.gz',
    sha256: 'd1eaa46ebb595891b860ab086b4d09c8588af65ebd4361b8e8f4bb8920b90ba8',
    license: 'MIT',
  },
  {
    project: 'wrapt',
    filename: 'wrapt-2.5.2.tar.gz',
    sha256: '551cb49e88b3722faad780303833bc4fa70685fb1773270fb98b40d39d9fddbf',
    license: 'BSD-2-Clause',
  },
  {
    project: 'colorama',
    filename: 'colorama-0.4.6.tar.gz',
    sha256: '08695f5cb7ed6e0531a20572697297273c47b8cae5a63ffc6d6ed5c201be6e44',
    license: 'BSD-3-Clause',
  },
  {
    project: 'docopt',
    filename: 'docopt-0.6.2.tar.gz',
    sha256: '49b3a825280bd66b3aa83585ef59c4a8c82f2c8a522dbe754a8bc8d08c85c491',
    license: 'MIT',
  },
  {
    project: 'sortedcontainers',
    filename: 'sortedcontainers-2.4.0.tar.gz',
    sha256: '25caa5a06cc30b6b83d11423433f65d1f9d76c4c6a0c90e3379eaa43b9bfdb88',
    license: 'Apache-2.0',
  },
  {
    project: 'pexpect',
    filename: 'pexpect-4.9.0.tar.gz',
    sha256: 'ee7d41123f3c9911050ea2c2dac107568dc43b2d3b0c7557a33212c398ead30f',
    license: 'ISC',
  },
  {
    project: 'mako',
    filename: 'mako-1.4.3.tar.gz',
    sha256: 'cd6537fe88d5fec315c55c2f8529bc4ce7a9a352ad7db3eeaa6a66e2dd4ec37a',
    license: 'MIT',
  },
  {
    project: 'invoke',
    filename: 'invoke-3.0.3.tar.gz',
    sha256: '437b6a622223824380bfb4e64f612711a6b648c795f565efc8625af66fb57f0c',
    license: 'BSD-2-Clause',
  },
  {
    project: 'cssselect',
    filename: 'cssselect-1.6.0.tar.gz',
    sha256: '8c83a7139e97b93aa5ebdc0f46e785f7056a08a8bf201e597a6a2629d7eb11db',
    license: 'BSD-3-Clause',
  },
  {
    project: 'w3lib',
    filename: 'w3lib-2.5.0.tar.gz',
    sha256: 'a7ddf714508ddc1b8563bd19ace2feb28080bbaca39326cbc964359f6754f615',
    license: 'BSD-3-Clause',
  },
  {
    project: 'flake8',
    filename: 'flake8-7.5.0.tar.gz',
    sha256: '0dab7566341aca0d80aa29b5812bdadf256caa6a63e6068e49ac2649918236a4',
    license: 'MIT',
  },
  {
    project: 'pycodestyle',
    filename: 'pycodestyle-2.15.0.tar.gz',
    sha256: '318f5db083869b4c4dad922d0b11124fb27ab181b6730b93371da671e31bd50e',
    license: 'MIT',
  },
  {
    project: 'mccabe',
    filename: 'mccabe-0.7.0.tar.gz',
    sha256: '348e0240c33b60bbdf4e523192ef919f28cb2c3d7d5c7794f74009290f236325',
    license: 'MIT',
  },
  {
    project: 'pytest-cov',
    filename: 'pytest_cov-7.1.0.tar.gz',
    sha256: '30674f2b5f6351aa09702a9c8c364f6a01c27aae0c1366ae8016160d1efc56b2',
    license: 'MIT',
  },
  {
    project: 'lazy-object-proxy',
    filename: 'lazy_object_proxy-1.13.0.tar.gz',
    sha256: 'ce34046cb021d69c72d05ddb83821ecfd4d2d0a5d43a93c5cd01c9e34779cf14',
    license: 'BSD-2-Clause',
  },
  {
    project: 'vine',
    filename: 'vine-5.1.0.tar.gz',
    sha256: '8b62e981d35c41049211cf62a0a1242d8c1ee9bd15bb196ce38aefd6799e61e0',
    license: 'BSD-3-Clause',
  },
  {
    project: 'amqp',
    filename: 'amqp-5.4.2.tar.gz',
    sha256: '9362660c4a31150cf18e78cae2ce8aa1e929fc6c6739e69f6dd5dbea9c3edc82',
    license: 'BSD-3-Clause',
  },
  {
    project: 'pyopenssl',
    filename: 'pyopenssl-26.4.0.tar.gz',
    sha256: '28dfcce0162b9211413e26dfbfdf1d24317fbeba18fc93c12400a1856b2a0bc7',
    license: 'Apache-2.0',
  },
  {
    project: 'requests-toolbelt',
    filename: 'requests-toolbelt-1.0.0.tar.gz',
    sha256: '7681a0a3d047012b5bdc0ee37d7f8f07ebe76ab08caeccfc3921ce23c88d5bc6',
    license: 'Apache-2.0',
  },
  {
    project: 'oauthlib',
    filename: 'oauthlib-4.0.1.tar.gz',
    sha256: '3d73febdb6faa00f277c81fb04be7b7586fb96fc3b7f0b9c772dada69a25ede7',
    license: 'BSD-3-Clause',
  },
  {
    project: 'stevedore',
    filename: 'stevedore-5.10.0.tar.gz',
    sha256: '6005f32c09dc3159802a61c04862770e439e32db22f6da78ba56e8a735466882',
    license: 'Apache-2.0',
  },
  {
    project: 'inflection',
    filename: 'inflection-0.5.1.tar.gz',
    sha256: '1a29730d366e996aaacffb2f1f1cb9593dc38e2ddd30c91250c6dde09ea9b417',
    license: 'MIT',
  },
  {
    project: 'jmespath',
    filename: 'jmespath-1.1.0.tar.gz',
    sha256: '472c87d80f36026ae83c6ddd0f1d05d4e510134ed462851fd5f754c8c3cbb88d',
    license: 'MIT',
  },
  {
    project: 's3transfer',
    filename: 's3transfer-0.19.3.tar.gz',
    sha256: '8326acc3d056d7f7b8a37110c7d2aea41f67e83f6ae79cd3b5fbcca34c726406',
    license: 'Apache-2.0',
  },
  {
    project: 'keyring',
    filename: 'keyring-25.7.0.tar.gz',
    sha256: 'fe01bd85eb3f8fb3dd0405defdeac9a5b4f6f0439edbb3149577f244a2e8245b',
    license: 'MIT',
  },
  {
    project: 'cheroot',
    filename: 'cheroot-11.1.2.tar.gz',
    sha256: 'bfb70c49663f63b0440f2b54dbc6b0d1650e56dfe4e2641f59b2c6f727b44aca',
    license: 'BSD-3-Clause',
  },
  {
    project: 'execnet',
    filename: 'execnet-2.1.2.tar.gz',
    sha256: '63d83bfdd9a23e35b9c6a3261412324f964c2ec8dcd8d3c6916ee9373e0befcd',
    license: 'MIT',
  },
  {
    project: 'numpydoc',
    filename: 'numpydoc-1.11.0.tar.gz',
    sha256: '26db0adaac8087e98da05c86b11198defd962aef7c21f4dffd2703c8c6eb4187',
    license: 'BSD-2-Clause',
  },
  {
    project: 'incremental',
    filename: 'incremental-24.11.0.tar.gz',
    sha256: '87d3480dbb083c1d736222511a8cf380012a8176c2456d01ef483242abbbcf8c',
    license: 'MIT',
  },
  {
    project: 'passlib',
    filename: 'passlib-1.7.4.tar.gz',
    sha256: 'defd50f72b65c5402ab2c573830a6978e5f202ad0d984793c8dde2c4152ebe04',
    license: 'BSD-3-Clause',
  },
];
