import type { Case } from '../case.ts';
import { type Path, pathText, replaced } from '../json-path.ts';
import type { MakeField } from './make-field.ts';

export function* numberCases(
  document: unknown,
  path: Path,
  value: string,
  make: MakeField,
): Generator<Case> {
  const put = (group: string, text: string) =>
    make(group, `${pathText(path)} is ${JSON.stringify(text)}`, replaced(document, path, text));
  for (const text of [
    `+${value}`,
    ` ${value}`,
    `${value} `,
    `${value}\n`,
    `${value[0]}_${value.slice(1)}`,
  ]) {
    yield put('number in another spelling', text);
  }
  const arabic = value.replaceAll(/\d/g, (digit) => String.fromCharCode(0x660 + Number(digit)));
  yield put('number in another spelling', arabic);
  yield put('number in another spelling', `0${value}`);
  yield put('number in another spelling', `${'0'.repeat(25)}${value}`);
  yield put('number in another spelling', `0x${Number(value).toString(16)}`);
  yield put('number in another spelling', `${value}.0`);
  yield put('number in another spelling', `${value}e0`);
  yield put('number in another spelling', `-${value}`);
  for (const text of [
    '0',
    '-1',
    '',
    String(BigInt(value) + 1n),
    String(BigInt(value) - 1n),
    String(BigInt(value) + 2n ** 32n),
    String(BigInt(value) + 2n ** 64n),
    '9007199254740993',
    '18446744073709551615',
    '18446744073709551616',
    '99999999999999999999',
    '9'.repeat(5000),
    'NaN',
  ]) {
    yield put('other number', text);
  }
}
