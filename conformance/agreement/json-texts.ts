import type { Chance } from '../packaging/chance.ts';
import type { Case } from './case.ts';
import type { Base } from './fields.ts';

/** The same attestation in other JSON texts, and texts that are nearly JSON. */
export function* jsonTextCases(bases: readonly Base[], chance: Chance): Generator<Case> {
  for (const base of bases) {
    const { text } = base;
    const document = JSON.parse(text) as Record<string, unknown>;
    const inner = text.slice(text.indexOf('{') + 1);
    const make = (group: string, name: string, changed: string): Case => ({
      ...base,
      group,
      name: `${base.name}: ${name}`,
      text: changed,
    });
    yield make('as it is', 'as it is', text);
    const forms: readonly (readonly [string, string])[] = [
      ['indented', JSON.stringify(document, null, 2)],
      ['reordered', JSON.stringify(reversed(document))],
      ['blanks around', ` \r\n\t${text}\n\n`],
      ['escaped', text.replaceAll('/', '\\/').replaceAll('+', '\\u002b')],
      ['a member twice, the last is right', `{"version":2,${inner}`],
      ['a member twice, the last is wrong', text.replace(/\}\s*$/, ',"version":2}')],
      ['a nested member twice', text.replace('"envelope"', '"envelope":{},"envelope"')],
      ['an extra member named __proto__', `{"__proto__":{"version":1},${inner}`],
      ['an extra number', `{"x":-1.5e300,${inner}`],
      ['an extra null', `{"x":null,${inner}`],
    ];
    for (const [name, changed] of forms) {
      yield make('other JSON text', name, changed);
    }
    for (const number of [
      '1.0',
      '1e0',
      '10e-1',
      '1.0000000000000000000001',
      '01',
      '+1',
      '0x1',
      '-1',
      'true',
    ]) {
      const changed = text.replace(/"version":\s*1/, `"version":${number}`);
      yield make('version in another spelling', number, changed);
    }
    for (const extra of ['NaN', 'Infinity', '-Infinity', '1e999']) {
      yield make('numbers beyond JSON', extra, `{"x":${extra},${inner}`);
    }
    const odd: readonly (readonly [string, string])[] = [
      ['a lone surrogate', `{"x":"\\ud800",${inner}`],
      ['a lone surrogate as a name', `{"\\udc00":1,${inner}`],
      ['surrogates the wrong way round', `{"x":"\\udc00\\ud800",${inner}`],
      ['a bare lone surrogate', `{"x":"\ud800",${inner}`],
      ['NUL escaped', `{"x":"\\u0000",${inner}`],
      ['depth 150', `{"x":${'['.repeat(150)}${']'.repeat(150)},${inner}`],
      ['depth 250', `{"x":${'['.repeat(250)}${']'.repeat(250)},${inner}`],
      ['depth 100000', `{"x":${'['.repeat(1e5)}${']'.repeat(1e5)},${inner}`],
      ['a number of 5000 digits', `{"x":${'9'.repeat(5000)},${inner}`],
    ];
    for (const [name, changed] of odd) {
      yield make('odd values in an extra member', name, changed);
    }
    const broken: readonly (readonly [string, string])[] = [
      ['empty', ''],
      ['blank', ' \n'],
      ['null', 'null'],
      ['a number', '1'],
      ['a text', JSON.stringify(text)],
      ['in an array', `[${text}]`],
      ['an empty array', '[]'],
      ['an empty object', '{}'],
      ['twice', text + text],
      ['a byte order mark', `\ufeff${text}`],
      ['a trailing comma', text.replace(/\}\s*$/, ',}')],
      ['a comment', `${text}// comment`],
      ['single quotes', text.replaceAll('"', "'")],
      ['a bare control character', `{"x":"\t",${inner}`],
      ['a bare NUL at the end', `${text}\0`],
      ['a no-break space before', `\u00a0${text}`],
      ['a vertical tab before', `\v${text}`],
    ];
    for (const [name, changed] of broken) {
      yield make('broken JSON text', name, changed);
    }
    for (let round = 0; round < 30; round++) {
      const place = chance.integer(text.length);
      const letter = chance.pick('{}[]",:019azAZ+/=\\ -_.'.split(''));
      const kind = chance.integer(3);
      const rest = text.slice(place + (kind === 0 ? 0 : 1));
      const changed = text.slice(0, place) + (kind === 1 ? '' : letter) + rest;
      yield make('one character other', `${['insert', 'drop', 'put'][kind]} at ${place}`, changed);
    }
  }
}

function reversed(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return Array.isArray(value) ? value.map(reversed) : value;
  }
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([name, member]) => [name, reversed(member)]),
  );
}
