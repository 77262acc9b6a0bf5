import type { Case } from '../case.ts';
import type { MakeStatement, Usual } from './usual.ts';

export function* textCases(usual: Usual, make: MakeStatement): Generator<Case> {
  const text = JSON.stringify(usual);
  const inner = text.slice(1);
  const withPredicate = (predicate: string) =>
    text.replace('"predicate":{}', `"predicate":${predicate}`);
  for (const [name, statement] of [
    ['indented', JSON.stringify(usual, null, 2)],
    ['reordered', JSON.stringify(Object.fromEntries(Object.entries(usual).toReversed()))],
    ['blanks around', ` \r\n\t${text}\n`],
    ['escaped', text.replaceAll('/', '\\/')],
    ['a type twice, the last is right', `{"_type":"x",${inner}`],
    ['a type twice, the last is wrong', text.replace(/\}$/, ',"_type":"x"}')],
    ['a subject twice, the last is right', `{"subject":[],${inner}`],
    ['a subject twice, the last is wrong', text.replace(/\}$/, ',"subject":[]}')],
    ['a digest twice, the last is right', text.replace('"sha256"', '"sha256":"00","sha256"')],
    ['a digest twice, the last is wrong', text.replace(/("sha256":"\w+")/, '$1,"sha256":"00"')],
  ] as const) {
    yield make('statement: other JSON text', name, statement);
  }
  for (const number of [
    'NaN',
    'Infinity',
    '-Infinity',
    '1e999',
    '9'.repeat(4000),
    '1.5e-300',
    '-0',
  ]) {
    yield make('statement: numbers', number.slice(0, 20), withPredicate(`{"x":${number}}`));
  }
  for (const depth of [50, 150, 190, 197, 198, 199, 200, 201, 202, 205, 250, 1000, 20_000]) {
    const nested = '['.repeat(depth) + ']'.repeat(depth);
    yield make('statement: depth', `arrays ${depth}`, withPredicate(`{"x":${nested}}`));
    const objects = '{"x":'.repeat(depth) + 0 + '}'.repeat(depth);
    yield make('statement: depth', `objects ${depth}`, withPredicate(objects));
    yield make('statement: depth', `extra ${depth}`, `{"x":${nested},${inner}`);
  }
  const latin = (prefix: string, byte: number, rest: string) =>
    Buffer.concat([Buffer.from(prefix), Buffer.from([byte]), Buffer.from(rest)]);
  const cut = text.indexOf('"predicate":{}') + '"predicate":{'.length;
  for (const [name, statement] of [
    ['a lone surrogate', withPredicate('{"x":"\\ud800"}')],
    ['a lone surrogate as a name', withPredicate('{"\\udfff":1}')],
    ['surrogates the wrong way round', withPredicate('{"x":"\\udc00\\ud800"}')],
    ['a pair of surrogates', withPredicate('{"x":"\\ud83d\\ude00"}')],
    ['a lone surrogate in an extra member', `{"x":"\\ud800",${inner}`],
    ['NUL escaped', withPredicate('{"x":"\\u0000"}')],
    ['a byte that is no UTF-8', latin(`${text.slice(0, cut)}"x":"`, 0xff, `"${text.slice(cut)}`)],
    ['half a character', latin(`${text.slice(0, cut)}"x":"`, 0xc3, `"${text.slice(cut)}`)],
    [
      'an overlong character',
      latin(`${text.slice(0, cut)}"x":"\\`, 0xc0, `\u0080"${text.slice(cut)}`),
    ],
    [
      'a surrogate in UTF-8',
      Buffer.concat([
        Buffer.from(`${text.slice(0, cut)}"x":"`),
        Buffer.from([0xed, 0xa0, 0x80]),
        Buffer.from(`"${text.slice(cut)}`),
      ]),
    ],
    ['a byte order mark', `\ufeff${text}`],
    ['UTF-16', Buffer.from(text, 'utf16le')],
    ['Latin-1', Buffer.from(withPredicate('{"x":"größe"}'), 'latin1')],
    ['other scripts', withPredicate('{"größe":"日本 😀"}')],
  ] as const) {
    yield make('statement: characters', name, statement);
  }
  for (const [name, statement] of [
    ['empty', ''],
    ['null', 'null'],
    ['an array', `[${text}]`],
    ['a text', JSON.stringify(text)],
    ['twice', text + text],
    ['a trailing comma', text.replace(/\}$/, ',}')],
    ['a comment', `${text} // x`],
    ['NUL after it', `${text}\0`],
    ['a bare line end in a text', withPredicate('{"x":"\n"}')],
    ['a bad escape', withPredicate('{"x":"\\x41"}')],
    ['a leading zero', withPredicate('{"x":01}')],
    ['a no-break space', `\u00a0${text}`],
    ['cut', text.slice(0, -1)],
  ] as const) {
    yield make('statement: broken JSON text', name, statement);
  }
}
