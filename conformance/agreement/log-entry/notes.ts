import { base64, type EntryChanges } from '../forge.ts';
import type { OddEntry } from './odd-entry.ts';

export function* notes(): Generator<OddEntry> {
  const put = (name: string, changes: EntryChanges): OddEntry => ({
    group: 'checkpoint',
    name,
    changes,
  });
  const lines = (change: (lines: string[]) => string[]) => ({
    note: (usual: string) => `${change(usual.trimEnd().split('\n')).join('\n')}\n`,
  });
  const size = (change: (size: string) => string) =>
    lines(([origin = '', number = '', ...rest]) => [origin, change(number), ...rest]);
  const root = (change: (root: string) => string) =>
    lines(([origin = '', number = '', hash = '', ...rest]) => [
      origin,
      number,
      change(hash),
      ...rest,
    ]);
  const origin = (change: (origin: string) => string) =>
    lines(([name = '', ...rest]) => [change(name), ...rest]);
  yield put(
    'another origin',
    origin(() => 'example.org - 1'),
  );
  yield put(
    'another tree id',
    origin((name) => name.replace(/\d+$/, '1')),
  );
  yield put(
    'no origin',
    origin(() => ''),
  );
  yield put(
    'a blank origin',
    origin(() => ' '),
  );
  yield put(
    'another size',
    size((number) => String(Number(number) + 1)),
  );
  yield put(
    'half the size',
    size(() => '3'),
  );
  yield put(
    'size 0',
    size(() => '0'),
  );
  yield put(
    'no size',
    size(() => ''),
  );
  yield put(
    'a size in hex',
    size((number) => `0x${number}`),
  );
  yield put(
    'a size with zeros',
    size((number) => `00${number}`),
  );
  yield put(
    'a size with a sign',
    size((number) => `+${number}`),
  );
  yield put(
    'a size with blanks',
    size((number) => ` ${number} `),
  );
  yield put(
    'a size with _',
    size((number) => `${number}_0`),
  );
  yield put(
    'a size that is none',
    size(() => 'x'),
  );
  yield put(
    'a negative size',
    size((number) => `-${number}`),
  );
  yield put(
    'a size of 5000 digits',
    size(() => '9'.repeat(5000)),
  );
  yield put(
    'another root',
    root(() => base64(Buffer.alloc(32))),
  );
  yield put(
    'no root',
    root(() => ''),
  );
  yield put(
    'a root without padding',
    root((hash) => hash.replaceAll('=', '')),
  );
  yield put(
    'a root url-safe',
    root((hash) => hash.replaceAll('+', '-').replaceAll('/', '_')),
  );
  yield put(
    'a root with blanks',
    root((hash) => ` ${hash}`),
  );
  yield put(
    'a root with letters after it',
    root((hash) => `${hash}AAAA`),
  );
  yield put(
    'a root with loose bits',
    root((hash) =>
      hash.replace(
        /(.)=$/,
        (_, letter: string) => `${String.fromCharCode(letter.charCodeAt(0) + 1)}=`,
      ),
    ),
  );
  yield put(
    'a root in hex',
    root((hash) => Buffer.from(hash, 'base64').toString('hex')),
  );
  yield put(
    'a line more',
    lines((all) => [...all, 'Timestamp: 1']),
  );
  yield put(
    'a line less',
    lines((all) => all.slice(0, 2)),
  );
  yield put(
    'a blank line within',
    lines(([first = '', ...rest]) => [first, '', ...rest]),
  );
  yield put('a blank line before', { note: (usual) => `\n${usual}` });
  yield put('blanks before', { note: (usual) => `  ${usual}` });
  yield put('a blank line after', { note: (usual) => `${usual}\n` });
  yield put('CRLF', { note: (usual) => usual.replaceAll('\n', '\r\n') });
  yield put('no line end', { note: (usual) => usual.trimEnd() });
  yield put('empty', { note: () => '' });
}
