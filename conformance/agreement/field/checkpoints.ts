import type { Case } from '../case.ts';
import { type Path, replaced } from '../json-path.ts';
import type { MakeField } from './make-field.ts';

export function* checkpointCases(
  document: unknown,
  path: Path,
  value: string,
  make: MakeField,
): Generator<Case> {
  const [note = '', signatures = ''] = value.split('\n\n');
  const [origin = '', size = '', ...rest] = note.split('\n');
  const put = (what: string, text: string) =>
    make('checkpoint', what, replaced(document, path, text));
  const noteOf = (...lines: string[]) => `${lines.join('\n')}\n\n${signatures}`;
  yield put('empty', '');
  yield put('another origin', noteOf(`x${origin}`, size, ...rest));
  yield put('another size', noteOf(origin, `${Number(size) + 1}`, ...rest));
  yield put('no size', noteOf(origin, ...rest));
  yield put('another line', noteOf(origin, size, ...rest, 'more'));
  yield put('no signatures', `${note}\n\n`);
  yield put('no blank line', `${note}\n${signatures}`);
  yield put('two blank lines', `${note}\n\n\n${signatures}`);
  yield put('a blank line at the end', `${value}\n`);
  yield put('two blank lines at the end', `${value}\n\n`);
  yield put('no line end', value.trimEnd());
  yield put('text after the signature', `${value}more`);
  yield put('a line after the signature', `${value}more\n`);
  yield put('a line before the signature', `${note}\n\nmore\n${signatures}`);
  yield put('CRLF', value.replaceAll('\n', '\r\n'));
  yield put('the signature twice', value + signatures);
  yield put('another name of the signer', value.replace(/— \S+ /, '— example.org '));
  yield put(
    'a shorter name of the signer',
    value.replace(/— (\S+) /, (_, name: string) => `— ${name.slice(0, 3)} `),
  );
  yield put('no name of the signer', value.replace(/— \S+ /, '—  '));
  yield put('a hyphen', value.replace('—', '-'));
  yield put('two blanks', value.replace(/(— \S+) /, '$1  '));
  const stranger = `— example.org ${Buffer.alloc(75, 7).toString('base64')}\n`;
  yield put("a stranger's signature after it", value + stranger);
  yield put("a stranger's signature before it", `${note}\n\n${stranger}${signatures}`);
  const short = '— example.org AAAA\n';
  yield put('a short signature after it', value + short);
  yield put('a signature that is no base64', `${value}— example.org !!!!!!!!!\n`);
  const [, hint = ''] = /— \S+ (\S{4})/.exec(signatures) ?? [];
  const wrong = signatures.replace(/(— \S+ )\S+/, `$1${hint}${'A'.repeat(92)}`);
  yield put('a wrong signature of the same key before it', `${note}\n\n${wrong}${signatures}`);
  yield put('a wrong signature of the same key after it', value + wrong);
  yield put(
    'signature url-safe',
    value.replace(/\S+\n$/, (text) => text.replaceAll('+', '-').replaceAll('/', '_')),
  );
}
