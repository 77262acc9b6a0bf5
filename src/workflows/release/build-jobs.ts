import { ACTION_PINS, pinned } from './action-pins.ts';
import type { ReleaseSettings } from './release-settings.ts';

/** A GitHub expression as it stands in YAML. */
export function expression(text: string): string {
  return `\${{ ${text} }}`;
}

/** Machines on which cibuildwheel makes the wheels of the common platforms, without emulation. */
const MACHINES = [
  'ubuntu-latest',
  'ubuntu-24.04-arm',
  'windows-latest',
  'macos-15-intel',
  'macos-latest',
] as const;

const OS = expression('matrix.os');

/** The jobs that build; only they run the project's code. */
export function buildJobs(settings: ReleaseSettings): readonly string[] {
  return settings.wheels === 'pure'
    ? pureJob(settings)
    : [...sdistJob(settings), '', ...wheelsJob(settings)];
}

/** The ids of the jobs that build. */
export function buildJobIds({ wheels }: ReleaseSettings): readonly string[] {
  return wheels === 'pure' ? ['build'] : ['sdist', 'wheels'];
}

function pureJob(settings: ReleaseSettings): readonly string[] {
  return [
    '  build:',
    '    name: Build',
    '    runs-on: ubuntu-latest',
    ...checkout(settings),
    '      - name: Build sdist and wheel',
    `        run: pipx run build --outdir dist${folder(settings)}`,
    ...upload('dist', 'dist/'),
  ];
}

function sdistJob(settings: ReleaseSettings): readonly string[] {
  return [
    '  sdist:',
    '    name: Build sdist',
    '    runs-on: ubuntu-latest',
    ...checkout(settings),
    '      - name: Build sdist',
    `        run: pipx run build --sdist --outdir dist${folder(settings)}`,
    ...upload('dist-sdist', 'dist/'),
  ];
}

function wheelsJob(settings: ReleaseSettings): readonly string[] {
  return [
    '  wheels:',
    `    name: Build wheels on ${OS}`,
    `    runs-on: ${OS}`,
    '    strategy:',
    '      matrix:',
    '        os:',
    ...MACHINES.map((machine) => `          - ${machine}`),
    ...checkout(settings),
    '      - name: Build wheels',
    `        uses: ${pinned(ACTION_PINS.cibuildwheel)}`,
    ...(settings.directory === '.'
      ? []
      : ['        with:', `          package-dir: ${settings.directory}`]),
    ...(settings.needsRust ? RUST : []),
    ...upload(`dist-${OS}`, 'wheelhouse/*.whl'),
  ];
}

/** The images for Linux wheels have no Rust; their distributions' packages are signed. */
const RUST = [
  '        env:',
  '          # The images that Linux wheels are made in have no Rust.',
  '          CIBW_BEFORE_ALL_LINUX: dnf install -y cargo || yum install -y cargo || apk add cargo',
];

function checkout({ isVersionFromGit }: ReleaseSettings): readonly string[] {
  return [
    '    permissions:',
    '      contents: read # to check out',
    '    steps:',
    `      - uses: ${pinned(ACTION_PINS.checkout)}`,
    '        with:',
    '          persist-credentials: false',
    ...(isVersionFromGit ? ["          fetch-depth: 0 # the version comes from git's tags"] : []),
  ];
}

function upload(name: string, path: string): readonly string[] {
  return [
    `      - uses: ${pinned(ACTION_PINS['upload-artifact'])}`,
    '        with:',
    `          name: ${name}`,
    `          path: ${path}`,
    '          if-no-files-found: error',
  ];
}

function folder({ directory }: ReleaseSettings): string {
  return directory === '.' ? '' : ` ${directory}`;
}
