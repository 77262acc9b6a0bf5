import type { Chance } from './chance.ts';

const SPACES = ['', '', '', ' ', '  ', '\t', '\n', '\u00a0'];
const NAMES = [
  'a',
  'Zope.Interface',
  'a-b_c',
  'name_',
  'name-',
  '-a',
  'é',
  'namé',
  'a b',
  '',
  '7z',
];
const VERSIONS = [
  ...['1', '1.0', '1.0.*', '2!1.0', 'v1', '1.0a1', '1.0a1.*', '1.0+local.1', '1.0+', '1.0.post1'],
  ...['1-1', '1.0.dev', '1.0-rc.2', 'x', '', '1,', '1.*.2', '*', '1.0+LOCAL', '1.0rc1.post2.dev3'],
];
const OPERATORS = ['==', '!=', '>=', '<=', '>', '<', '~=', '===', '=', '=>', ''];
const VARIABLES = [
  ...[
    'python_version',
    'os_name',
    'os.name',
    'sys.platform',
    'extra',
    'extras',
    'platform.machine',
  ],
  ...['python_implementation', 'platform.python_implementation', 'dependency_groups', 'os-name'],
  ...['platform_release', 'implementation_version', 'pythonversion', 'extra_', 'EXTRA'],
];
const QUOTED = [
  ...['"3.8"', "'win32'", '""', "'a\"b'", '"a\'b"', '"open', "'é'", '"a\\d"', '"a\\"', '"\\x4"'],
  ...['"\\x41"', '"a\nb"', '"\\u00e9"', '"\\U0010ffff"', '"\\U00110000"', '"a;b"', '"a b"'],
];
const MARKER_OPERATORS = [
  ...OPERATORS,
  'in',
  'not in',
  'not  in',
  'notin',
  'IN',
  ' in',
  ' not\tin ',
];

export function specifierText({ pick, some }: Chance): string {
  const clause = () =>
    pick(SPACES) + pick(OPERATORS) + pick(SPACES) + pick(VERSIONS) + pick(SPACES);
  return [clause(), ...some(2, clause)].join(pick([',', ',', ',', ', ', ',,', ' ', ';']));
}

/** Requirements in every shape, all of them good. */
export function goodRequirementText(chance: Chance): string {
  const { pick, some, integer } = chance;
  const name = () => pick(['a', 'Zope.Interface', 'a-b_c', '7z', 'name_', 'a--b']);
  const blank = () => pick(['', '', ' ', '\t']);
  const clause = () =>
    pick(['==', '!=', '>=', '<=', '>', '<', '~=']) +
    blank() +
    pick(['1.0', 'v2.1a1', '1!3.0.post2', '0.1.dev3']);
  const wild = () => pick(['==1.*', '!=2.0.*', '===any', '==1.0+local.1', clause()]);
  const version = [wild(), ...some(2, wild)].join(`${blank()},${blank()}`) + pick(['', '', ',']);
  const extras = pick(['', `[${blank()}${name()}${blank()}]`, `[${name()},${name()}]`, '[]']);
  const detail = pick([
    '',
    version,
    `(${version})`,
    ` ${version}`,
    `@${blank()}https://e.org/${name()} `,
  ]);
  const comparison = () =>
    pick([
      'python_version >= "3.8"',
      "os_name=='nt'",
      '"linux" in sys.platform',
      "extra == 'x_y'",
      "platform.python_implementation not in 'CPython'",
      "'3.9'<=python_full_version",
      '"x" in extras',
    ]);
  const term = (): string =>
    integer(4) === 0 ? `(${comparison()} ${pick(['and', 'or'])} ${term()})` : comparison();
  const marker = [term(), ...some(2, term)].join(pick([' and ', ' or ']));
  return `${blank()}${name()}${blank()}${extras}${blank()}${detail}${pick(['', `;${blank()}${marker}`])}${blank()}`;
}

export function requirementText(chance: Chance): string {
  const { pick, some, integer } = chance;
  const extras = () =>
    `[${[pick(NAMES), ...some(2, () => pick(NAMES))].join(pick([',', ' , ', ' ']))}]`;
  const version = pick([
    '',
    specifierText(chance),
    `(${specifierText(chance)})`,
    `(${specifierText(chance)}`,
    '()',
    ` @ ${pick(['https://e.org/x', 'file:///x', '', 'x;y', './a b'])}`,
    '@https://e.org/x ',
  ]);
  const tail =
    integer(3) === 0 ? '' : `${pick([';', ' ;', '; ', ';;', ''])}${markerText(chance, 3)}`;
  return [
    pick(SPACES),
    pick(NAMES),
    pick(SPACES),
    pick(['', '', extras(), '[]', '[ ]', '[a', '[,]', '[a,]']),
    pick(SPACES),
    version,
    tail,
    pick(SPACES),
  ].join('');
}

function markerText(chance: Chance, depth: number): string {
  const { pick, some, integer } = chance;
  const operand = () => pick([pick(VARIABLES), pick(QUOTED)]);
  const term = (): string =>
    depth > 0 && integer(4) === 0
      ? `${pick(['(', '( ', '', '(('])}${markerText(chance, depth - 1)}${pick([')', ' )', ''])}`
      : [operand(), pick([' ', '']), pick(MARKER_OPERATORS), pick([' ', '']), operand()].join('');
  return [term(), ...some(2, term)].join(pick([' and ', ' or ', 'and', ' AND ', ' ', ' or  ']));
}

/** Longer requirements that are mostly right, spoiled in one place. */
export function spoiledText(chance: Chance, text: string): string {
  const { pick, integer } = chance;
  const at = integer(text.length + 1);
  const marks = ['', ...`()[];,@=<>~!'" \t\n.*+-_\\/%:#&ü0a`.split('')];
  return text.slice(0, at) + pick(marks) + text.slice(at + integer(2));
}

export function licenseText({ pick, some, integer }: Chance): string {
  const license = () =>
    pick([
      ...['MIT', 'mit', 'Apache-2.0', 'GPL-3.0-only', 'GPL-2.0+', 'BSD-3-Clause', 'BSD', '0bsd'],
      ...['LicenseRef-Own', 'licenseref-own.1', 'LicenseRef-', 'LicenseRef-a_b', 'LicenseRef-x+'],
      ...[
        'GPL-2.0-or-later WITH Classpath-exception-2.0',
        'MIT WITH MIT',
        'mit with nothing',
        'x++',
      ],
      ...['Proprietary', 'not', 'False', 'MIT+', '+', 'DocumentRef-x:LicenseRef-y'],
    ]);
  const term = (): string => {
    const shape = integer(8);
    if (shape === 0) return `(${license()} ${pick(['OR', 'and', 'with'])} ${license()})`;
    if (shape === 1) return pick(['(', ')', '()', '((MIT))', '(MIT', 'MIT)', 'MIT(', '(MIT)(MIT)']);
    return license();
  };
  const operator = () =>
    pick([' AND ', ' or ', ' OR ', ' with ', ' ', '/', '  and\t', ' And ', ', ']);
  return pick(SPACES) + term() + some(2, () => operator() + term()).join('') + pick(SPACES);
}

export function urlText({ pick, some }: Chance): string {
  const piece = () =>
    pick([
      ...[
        'a',
        'b c',
        '%20',
        '%zz',
        'ü',
        '[x]',
        '/',
        '//',
        '..',
        '.',
        '?q=1',
        '?a[]=1',
        '#x',
        '#[x]',
      ],
      ...['\n', '\\', '"', '<', '>', '|', '{', '}', '^', '`', ':', '@', ';', "'", '&', '='],
    ]);
  const scheme = pick([
    'https://',
    'https://',
    'http://',
    'HTTPS://',
    'ftp://',
    'https:/',
    'https:',
    '',
    '//',
    'git+https://',
    'mailto:',
  ]);
  const host = pick([
    ...['example.org', 'exa mple.org', '[::1]', '[bad', '', 'user@example.org', 'a:b@example.org'],
    ...['127.0.0.1', '999.1.1.1', 'ü.org', 'example.org:', 'github.com'],
  ]);
  const port = pick(['', '', '', ':80', ':65535', ':65536', ':99999', ':123456', ':x']);
  return pick([scheme + host + port + some(4, piece).join(''), some(3, piece).join('')]);
}

export function emailText({ pick, some }: Chance): string {
  const local = pick([
    ...['jane', 'jane.doe', 'jane+tag', '.jane', 'jane.', 'jane..doe', '"jane doe"', 'jané', 'a b'],
    ...['', "o'neil", 'jane_doe', 'a/b', '"jane"', 'x,y', '\u0301jane'],
  ]);
  const domain = pick([
    ...['example.org', 'sub.example.org', 'localhost', 'example', 'example.org.', '.example.org'],
    ...['exa_mple.org', '-a.org', 'a-.org', 'host.local', 'x.test', 'x.invalid', 'münchen.de'],
    ...['1.2.3.4', '[1.2.3.4]', 'a..b', 'example.c0m', 'ab--c.org', `${'a'.repeat(64)}.org`, ''],
  ]);
  const at = pick(['@', '@', '@', '@', ' @ ', ' at ', '', '@@', ' (at) ']);
  const address = local + at + domain;
  const name = pick([
    'Jane Doe',
    '"Doe, Jane"',
    'Jane D. Doe',
    'Jané',
    'Jane (Dr.) Doe',
    'Doe, Jane',
    '',
    'J (',
  ]);
  const one = () =>
    pick([
      address,
      address,
      `${name} <${address}>`,
      `<${address}>`,
      name,
      `${name} <${address}`,
      `${address} (${name})`,
    ]);
  return [one(), ...some(1, one)].join(pick([', ', ',', '; ', ' ']));
}

export function contentTypeText({ pick, some }: Chance): string {
  const type = pick([
    ...['text/markdown', 'text/markdown', 'text/x-rst', 'text/plain', 'Text/Markdown', 'markdown'],
    ...[
      'text/html',
      'text / markdown',
      'text/',
      '',
      'text/markdown x',
      ' text/plain',
      'text/x-rst\n',
    ],
  ]);
  const parameter = () =>
    pick([
      ...['charset=UTF-8', 'charset=utf-8', 'charset="UTF-8"', 'charset=latin1', 'variant=GFM'],
      ...['variant=CommonMark', 'variant=gfm', 'variant="GFM"', 'variant', 'variant=', '', ' '],
      ...['Charset=UTF-8', 'x=y', 'charset = UTF-8', 'variant=GFM x', 'x="a;b"', 'x="a'],
    ]);
  return [type, ...some(3, parameter)].join(pick([';', '; ', ' ; ', ';']));
}

export function summaryText({ pick, some }: Chance): string {
  const piece = () =>
    pick([
      'A widget',
      ' ',
      'ü',
      '\n',
      '\r',
      '\u0085',
      '\u2028',
      '\v',
      '\f',
      '\x1c',
      '\x1f',
      '\t',
      'x',
    ]);
  return `x${some(5, piece).join('')}`;
}

export function importNameText({ pick, some }: Chance): string {
  const part = () =>
    pick([
      'a',
      '_b',
      'C3',
      '3d',
      '',
      'class',
      'Class',
      'match',
      'é',
      'a-b',
      ' a',
      'a ',
      'None',
      '·',
    ]);
  const name = [part(), ...some(2, part)].join('.');
  return (
    name + pick(['', '', '', '; private', ';private', ' ;  private', '; private ', '; public', ';'])
  );
}

export function licenseFileText({ pick, some }: Chance): string {
  const part = () =>
    pick([
      'LICENSE',
      'licenses',
      '..',
      '.',
      '',
      'a b',
      'C:',
      'x*',
      'a\\b',
      '..x',
      'ü',
      'NUL',
      'x.',
    ]);
  return pick(['', '', '', '/', '\\', 'C:/', '//']) + [part(), ...some(2, part)].join('/');
}

export function dynamicText({ pick }: Chance): string {
  return pick([
    ...['Version', 'version', 'Name', 'Metadata-Version', 'Classifier', 'classifier', 'Dynamic'],
    ...[
      'Requires-Dist',
      'requires_dist',
      'License-File',
      'Import-Name',
      'Home-page',
      'Project-URL',
    ],
    ...[
      'Summary ',
      '',
      'Description',
      'description-content-type',
      'Platform',
      'Provides',
      'Nothing',
    ],
  ]);
}
