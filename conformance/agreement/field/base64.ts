import type { Chance } from '../../packaging/chance.ts';
import type { Case } from '../case.ts';
import { type Path, pathText, replaced } from '../json-path.ts';
import type { MakeField } from './make-field.ts';

export function* base64Cases(
  document: unknown,
  path: Path,
  value: string,
  make: MakeField,
  chance: Chance,
): Generator<Case> {
  const bytes = Buffer.from(value, 'base64');
  const put = (group: string, what: string, text: string) =>
    make(group, `${pathText(path)} ${what}`, replaced(document, path, text));
  const urlSafe = value.replaceAll('+', '-').replaceAll('/', '_');
  if (urlSafe !== value) {
    yield put('base64 url-safe', '', urlSafe);
  }
  if (value.endsWith('=')) {
    yield put('base64 without padding', '', value.replaceAll('=', ''));
    const before = value.replaceAll('=', '');
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
    const loose = letters[letters.indexOf(before.at(-1) ?? 'A') + 1] ?? 'A';
    yield put(
      'base64 with loose bits',
      '',
      before.slice(0, -1) + loose + value.slice(before.length),
    );
  }
  yield put('base64 with white space', 'in lines', value.replaceAll(/.{64}/g, '$&\n'));
  yield put('base64 with white space', 'in CRLF lines', value.replaceAll(/.{64}/g, '$&\r\n'));
  yield put('base64 with white space', 'and a line end', `${value}\n`);
  yield put('base64 with white space', 'after a blank', ` ${value}`);
  yield put('base64 with white space', 'in blanks', value.replaceAll(/.{8}/g, '$& '));
  yield put('base64 with other characters', 'with a dot', `.${value}`);
  yield put('base64 with other characters', 'with a letter of another script', `${value}é`);
  yield put('base64 with other characters', 'with NUL', `${value}\0`);
  yield put('base64 with more padding', '', `${value}====`);
  yield put('base64 with more padding', 'by one', `${value}=`);
  yield put('base64 after base64', '', value + value);
  yield put('base64 in another case', 'upper', value.toUpperCase());
  yield put('base64 in another case', 'lower', value.toLowerCase());
  yield put('other encoding', 'hex', bytes.toString('hex'));
  yield put('other encoding', 'base64 of base64', Buffer.from(value).toString('base64'));
  yield put('bytes cut', 'one less', bytes.subarray(0, -1).toString('base64'));
  yield put('bytes cut', 'one letter less', value.slice(0, -1));
  yield put('bytes cut', 'half', bytes.subarray(0, bytes.length >> 1).toString('base64'));
  yield put('bytes added', 'NUL', Buffer.concat([bytes, Buffer.alloc(1)]).toString('base64'));
  yield put(
    'bytes added',
    'NUL before',
    Buffer.concat([Buffer.alloc(1), bytes]).toString('base64'),
  );
  for (let round = 0; round < 3; round++) {
    const flipped = Buffer.from(bytes);
    const place = chance.integer(bytes.length);
    flipped.writeUInt8(flipped.readUInt8(place) ^ (1 << chance.integer(8)), place);
    yield put('one bit other', `at ${place}`, flipped.toString('base64'));
  }
}
