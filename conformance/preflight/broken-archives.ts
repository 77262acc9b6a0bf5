import { buildTarGz } from '../../__tests__/archives/tar.ts';
import {
  type Base,
  type Broken,
  isMetadata,
  type Members,
  moved,
  recorded,
  replaced,
  spoiledFirst,
  wheel,
  withEntryPoints,
  withPayload,
} from './spoil.ts';

const spoiledWheel = (
  name: string,
  change: (members: Members, base: Base) => Members,
  expected: Pick<Broken, 'errors' | 'warnings' | 'defect' | 'renamed'>,
): Broken => ({
  name,
  kind: 'wheel',
  build: (members, base) => wheel(change(members, base)),
  ...expected,
});

const wheelToCome = ({ tag }: Base): string => {
  const [pythons = '', ...others] = tag.split('-');
  const tags = pythons.split('.').map((python) => `Tag: ${[python, ...others].join('-')}\n`);
  return `Wheel-Version: 2.0\n${tags.join('')}`;
};

/** The name with a capital letter, which is not its normal form. */
const capital = ({ stem, ...base }: Base): Base => ({
  ...base,
  stem: `${stem.charAt(0).toUpperCase()}${stem.slice(1)}`,
});

/** The wheel under another platform tag, in its name and its WHEEL file. */
const platform = (tag: string, expected: Pick<Broken, 'errors' | 'warnings'>): Broken =>
  spoiledWheel(
    `platform ${tag}`,
    (members) =>
      recorded(replaced(members, '.dist-info/WHEEL', `Wheel-Version: 1.0\nTag: py3-none-${tag}\n`)),
    { renamed: (base) => ({ ...base, tag: `py3-none-${tag}` }), ...expected },
  );

/** What PyPI's scanner refuses, in a member more. */
const FORBIDDEN: readonly (readonly [name: string, path: string, content: string])[] = [
  ['code encrypted by PyArmor', 'x.py', '__pyarmor__(__name__, __file__, b"")\n'],
  ['code encrypted by SourceDefender', 'x.pye', '---BEGIN PYE FILE---\nx\n---END PYE FILE---\n'],
  ['a token', 'x.py', `T = 'pypi-AgEIcHlwaS5vcmcCJ${'a'.repeat(150)}'\n`],
];

export const WHEELS: readonly Broken[] = [
  ...FORBIDDEN.map(([name, path, content]) =>
    spoiledWheel(name, (members) => recorded([...members, { path, content }]), {
      errors: ['forbidden-content'],
    }),
  ),
  spoiledWheel(
    'a file that RECORD lacks',
    (members) => [...members, { path: 'extra.py', content: '' }],
    {
      errors: ['wheel-record'],
    },
  ),
  spoiledWheel('a file that only RECORD has', (members) => withPayload(members, undefined), {
    errors: ['wheel-record'],
  }),
  spoiledWheel('a changed file', (members) => withPayload(members, 'changed = True\n'), {
    errors: ['wheel-record'],
  }),
  spoiledWheel(
    'an empty line in RECORD',
    (members) =>
      members.map((member) =>
        member.path.endsWith('/RECORD')
          ? { ...member, content: `${Buffer.from(member.content).toString().trimEnd()}\n\n` }
          : member,
      ),
    {
      errors: ['wheel-record'],
    },
  ),
  spoiledWheel(
    'RECORD that is not UTF-8',
    (members) => replaced(members, '/RECORD', Buffer.from([0xff])),
    {
      errors: ['wheel-record'],
    },
  ),
  spoiledWheel(
    'RECORD without hashes',
    (members) => {
      const paths = members.map(({ path }) => `${path},,\n`).join('');
      return replaced(members, '/RECORD', paths);
    },
    { warnings: ['record-hash'] },
  ),
  spoiledWheel(
    'a script name with a folder',
    (members) => withEntryPoints(members, '[console_scripts]\n../x = x:x\n'),
    {
      errors: ['entry-points'],
    },
  ),
  spoiledWheel(
    'entry points with colons',
    (members) => withEntryPoints(members, '[console_scripts]\nx: x:x\n'),
    {
      errors: ['entry-points'],
    },
  ),
  spoiledWheel(
    'entry points that are not UTF-8',
    (members) => withEntryPoints(members, Buffer.from([0xff])),
    {
      errors: ['entry-points'],
    },
  ),
  spoiledWheel(
    'another tag in WHEEL',
    (members) =>
      recorded(replaced(members, '.dist-info/WHEEL', 'Wheel-Version: 1.0\nTag: py2-none-any\n')),
    {
      warnings: ['wheel-tags'],
    },
  ),
  spoiledWheel(
    'a Wheel-Version to come',
    (members, base) => recorded(replaced(members, '.dist-info/WHEEL', wheelToCome(base))),
    {
      warnings: ['wheel-version'],
    },
  ),
  platform('linux_x86_64', { errors: ['platform-tag'] }),
  platform('macosx_11_1_arm64', { errors: ['platform-tag'] }),
  platform('pyodide_2024_0_wasm32', { errors: ['platform-tag'] }),
  platform('macosx_31_0_arm64', { warnings: ['newer-platform-tag'] }),
  spoiledWheel(
    'a name that is not in normal form',
    (members, base) => recorded(moved(members, `${base.stem}-`, `${capital(base).stem}-`)),
    {
      renamed: capital,
      errors: ['normalized-filename'],
    },
  ),
  spoiledWheel(
    'no WHEEL',
    (members) => members.filter(({ path }) => !path.endsWith('.dist-info/WHEEL')),
    {
      defect: /has no \S+\.dist-info\/WHEEL/,
    },
  ),
  spoiledWheel('no RECORD', (members) => members.filter(({ path }) => !path.endsWith('/RECORD')), {
    defect: /has no \S+\.dist-info\/RECORD/,
  }),
  spoiledWheel('no METADATA', (members) => members.filter((member) => !isMetadata(member)), {
    defect: /has no \S+\.dist-info\/METADATA/,
  }),
  spoiledWheel('under the name of another project', (members) => members, {
    renamed: (base) => ({ ...base, stem: 'another' }),
    defect: /its metadata in \S+\.dist-info, but/,
  }),
  spoiledWheel('a member twice', (members) => [...members, ...members.slice(0, 1)], {
    defect: /twice|disagree/,
  }),
  spoiledWheel('a path outside', (members) => [...members, { path: '../x', content: '' }], {
    defect: /outside of its own folder/,
  }),
  spoiledWheel('a data descriptor', (members) => spoiledFirst(members, { flags: 8 }), {
    defect: /data descriptor/,
  }),
  spoiledWheel(
    'a compression that PyPI refuses',
    (members) => spoiledFirst(members, { method: 14 }),
    { defect: /method 14/ },
  ),
  spoiledWheel('a false check sum', (members) => spoiledFirst(members, { crc: 1 }), {
    defect: /cannot be unpacked/,
  }),
  spoiledWheel(
    'a bomb',
    (members) => [...members, { path: 'zeros', content: Buffer.alloc(70 * 1024 * 1024) }],
    {
      defect: /more than 50 times/,
    },
  ),
  {
    name: 'cut short',
    kind: 'wheel',
    build: async (members) => (await wheel(members)).subarray(0, -9),
    defect: /truncated|end/,
  },
  {
    name: 'with data after its end',
    kind: 'wheel',
    build: async (members) => Buffer.concat([await wheel(members), Buffer.from('x')]),
    defect: /data follow its end/,
  },
  {
    name: 'with data before its start',
    kind: 'wheel',
    build: async (members) => Buffer.concat([Buffer.from('#!'), await wheel(members)]),
    defect: /not where|not a ZIP archive/,
  },
];

const top = ({ stem, version }: Base) => `${stem}-${version}`;

const spoiledSdist = (
  name: string,
  change: (members: Members, base: Base) => Members,
  expected: Pick<Broken, 'errors' | 'defect' | 'renamed'>,
): Broken => ({
  name,
  kind: 'sdist',
  build: (members, base) => buildTarGz(change(members, base)),
  ...expected,
});

export const SDISTS: readonly Broken[] = [
  ...FORBIDDEN.map(([name, path, content]) =>
    spoiledSdist(name, (members, base) => [...members, { path: `${top(base)}/${path}`, content }], {
      errors: ['forbidden-content'],
    }),
  ),
  spoiledSdist('a name that is not in normal form', (members) => members, {
    renamed: capital,
    errors: ['normalized-filename'],
  }),
  spoiledSdist('a version that is not in normal form', (members) => members, {
    renamed: (base) => ({ ...base, version: `v${base.version}` }),
    errors: ['normalized-filename'],
  }),
  spoiledSdist('no PKG-INFO', (members) => members.filter((member) => !isMetadata(member)), {
    defect: /has no .*PKG-INFO/,
  }),
  spoiledSdist('two top directories', (members) => [...members, { path: 'other/x', content: '' }], {
    defect: /more than one top-level/,
  }),
  spoiledSdist(
    'no top directory',
    (members) => members.map((member) => ({ ...member, path: `./${member.path}` })),
    { defect: /no top-level directory/ },
  ),
  spoiledSdist(
    'a path outside',
    (members, base) => [...members, { path: `${top(base)}/../../x`, content: '' }],
    { defect: /outside of its own folder/ },
  ),
  spoiledSdist(
    'a link outside',
    (members, base) => [
      ...members,
      { path: `${top(base)}/x`, content: '', type: 'symlink', linkname: '/etc/passwd' },
    ],
    { defect: /link to something outside/ },
  ),
  spoiledSdist(
    'a device',
    (members, base) => [...members, { path: `${top(base)}/x`, content: '', type: 'fifo' }],
    { defect: /is a fifo/ },
  ),
  spoiledSdist('of another version', (members) => members, {
    renamed: (base) => ({ ...base, version: `${base.version}.1` }),
    defect: /not what its file name says/,
  }),
  {
    name: 'cut short',
    kind: 'sdist',
    build: async (members) => (await buildTarGz(members)).subarray(0, -99),
    defect: /truncated|damaged/,
  },
  {
    name: 'a zip archive',
    kind: 'sdist',
    renamed: (base) => ({ ...base, extension: '.zip' }),
    build: (members) => wheel(members),
    defect: /is a \.zip sdist/,
  },
  {
    name: 'not compressed',
    kind: 'sdist',
    build: async () => Buffer.from('text'),
    defect: /is not a gzip archive/,
  },
];
