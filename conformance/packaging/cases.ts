import type { Chance } from './chance.ts';

const NUMBERS = ['0', '1', '2', '9', '10', '007', '00', '20261122125959999999', '9007199254740993'];
const SEPARATORS = ['', '', '.', '-', '_', '..', ' '];
const WORDS = ['a', 'b', 'c', 'rc', 'alpha', 'Beta', 'PRE', 'preview', 'post', 'rev', 'r', 'dev'];
const LOCALS = ['ubuntu', 'Abc', '1e5', '12e3', '0x10', '1e999', 'a', '5', '05', '', 'é'];
const EDGES = [
  '',
  '',
  '',
  '',
  ' ',
  '\n',
  '\t',
  '\u00a0',
  '\u0085',
  '\u001c',
  '\ufeff',
  'x',
  '\u2028',
];

/** Versions in every spelling, nearly valid ones among them. */
export function versionText({ pick, some, integer }: Chance): string {
  const number = () => pick(NUMBERS);
  return [
    pick(EDGES),
    pick(['', '', '', 'v', 'V', '1!', '0!', '00!']),
    [number(), ...some(3, number)].join('.'),
    ...some(3, () => pick(SEPARATORS) + pick(WORDS) + pick(SEPARATORS) + pick(['', number()])),
    pick(['', '', `-${number()}`]),
    integer(4) === 0
      ? `+${[pick(LOCALS), ...some(2, () => pick(LOCALS))].join(pick(['.', '-', '_']))}`
      : '',
    pick(EDGES),
  ].join('');
}

/** Versions so near to each other that only their last parts tell them apart. */
export function nearVersionText({ pick }: Chance): string {
  const number = () => pick(['0', '1', '9', '10', '9007199254740992', '9007199254740993']);
  const part = (word: string) => pick(['', `${word}${number()}`]);
  return [
    pick(['1', '1.0', '1.0.0', '0!1', '1.0.9007199254740993']),
    pick(['', part('a'), part('b'), part('rc')]),
    part('.post'),
    part('.dev'),
    pick(['', '', `+${[...pick([['a'], ['b'], [], ['a', '1'], ['1e5']]), number()].join('.')}`]),
  ].join('');
}

/** Project names, wrong ones among them. */
export function nameText({ pick, some }: Chance): string {
  return some(6, () => pick(['a', 'B', '7', '-', '_', '.', '--', 'é', ' ', '\n', 'ſ', 'K'])).join(
    '',
  );
}

/** File names of wheels and sdists, nearly valid ones among them. */
export function filenameText(chance: Chance): string {
  const { pick, some, integer } = chance;
  const name = pick([
    'sample',
    'Zope.Interface',
    'a_b',
    'a__b',
    '',
    'é',
    'a b',
    'a/b',
    '٣',
    '_',
    'a²',
  ]);
  const version = pick([
    '1.0',
    '1.0',
    '1.0.post1',
    'v1',
    '1.0+local.1',
    'x',
    '',
    versionText(chance),
  ]);
  const ending = pick(['.whl', '.whl', '.whl', '.tar.gz', '.zip', '.WHL', '.tgz', '']);
  if (ending === '.tar.gz' || ending === '.zip' || ending === '.tgz') {
    return `${pick([name, 'my-name', 'a-1'])}${pick(['-', '-', '-', ''])}${version}${ending}`;
  }
  const tag = () =>
    pick([
      'py3',
      'cp311',
      'CP312',
      'none',
      'abi3',
      'any',
      'win_amd64',
      '3',
      '',
      'é',
      'manylinux_2_17_x86_64',
    ]);
  const set = () => [tag(), ...some(2, tag)].join('.');
  const build = pick([[], [], [], ['1'], ['007abc'], ['b1'], [''], ['1\nx'], ['1_2']]);
  const tags = integer(3) === 0 ? [set(), ...some(3, set)] : ['py3', pick(['none', set()]), set()];
  return `${[name, version, ...build, ...tags].join('-')}${ending}`;
}

const LINES = [
  'Metadata-Version: 2.4\n',
  'Name: sample\n',
  'NAME: again\n',
  'Version: 1.0\r\n',
  'Summary: \t blanks \t\n',
  'Summary: größe\n',
  'Keywords: a, b,,c d ,\n',
  'Project-URL: Home , https://example.org/a,b\n',
  'Project-URL: Home, https://example.org/again\n',
  'Project-URL: no comma\n',
  'Project-URL: ä, https://example.org\n',
  'Classifier: A :: B\n',
  'Classifier: A :: C\r',
  'Import-Name:\n',
  'License: first\n   second\n\t\n\tthird\n',
  'License-File: LICENSE\n',
  'Author: =?utf-8?q?encoded?=\n',
  'Author: line\u2028separator\u0085next\x0cpage\n',
  'Description: short\n        |more\n',
  'Unknown-Field: x\n',
  'Content-Type: text/plain\n',
  'Empty:\n',
  ': no name\n',
  ' fold without header\n',
  'From nowhere\n',
  'no header at all\n',
  'a b: c\n',
  '\ufeff',
  '\n',
  '\r',
  '\r\n',
  'Body text: with a colon\n',
  '\n\nFrom the body\n',
];

const BROKEN_BYTES = [0xff, 0xe9, 0x80, 0x00, 0x0d, 0x0a, 0x3a, 0x20, 0x09];

/** Metadata put together from awkward lines, with some bytes replaced. */
export function metadataBytes(chance: Chance): Buffer {
  const { pick, some, integer } = chance;
  const head = integer(2) === 0 ? 'Metadata-Version: 2.1\nName: sample\nVersion: 1\n' : '';
  const text = head + some(14, () => pick(LINES)).join('');
  return withBrokenBytes(chance, Buffer.from(integer(8) === 0 ? text.trimEnd() : text));
}

/** Replaces up to three bytes, one time in three. */
export function withBrokenBytes(chance: Chance, bytes: Buffer): Buffer {
  const { pick, integer, some } = chance;
  const copy = Buffer.from(bytes);
  if (integer(3) === 0 && copy.length > 0) {
    for (const byte of some(3, () => pick(BROKEN_BYTES))) {
      copy[integer(copy.length)] = byte;
    }
  }
  return copy;
}
