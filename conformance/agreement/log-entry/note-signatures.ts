import { base64, type EntryChanges, type Forge, strangeKey } from '../forge.ts';
import type { OddEntry } from './odd-entry.ts';

export function* noteSignatures(forge: Forge): Generator<OddEntry> {
  const put = (name: string, changes: EntryChanges): OddEntry => ({
    group: 'checkpoint',
    name,
    changes,
  });
  const wrongKey = strangeKey();
  const signed = (change: (line: string, note: string) => string): EntryChanges => ({
    signatures: change,
  });
  const wrong = (note: string) => forge.noteSignature(note, wrongKey);
  const stranger = `— example.org ${base64(Buffer.alloc(75, 7))}\n`;
  const named = (name: string) => (line: string) => line.replace(/— \S+/, `— ${name}`);
  yield put(
    'a wrong signature',
    signed((_, note) => wrong(note)),
  );
  yield put(
    'a wrong signature, then the right one',
    signed((line, note) => wrong(note) + line),
  );
  yield put(
    'the right signature, then a wrong one',
    signed((line, note) => line + wrong(note)),
  );
  yield put(
    'the right signature twice',
    signed((line) => line + line),
  );
  yield put(
    "a stranger's signature, then the right one",
    signed((line) => stranger + line),
  );
  yield put(
    "the right signature, then a stranger's",
    signed((line) => line + stranger),
  );
  yield put(
    'the right signature, then a short one',
    signed((line) => `${line}— example.org AAAA\n`),
  );
  yield put(
    'the right signature, then an empty one',
    signed((line) => `${line}— example.org \n`),
  );
  yield put(
    'no signature',
    signed(() => ''),
  );
  yield put(
    'a line end alone',
    signed(() => '\n'),
  );
  yield put(
    'no line end after the signature',
    signed((line) => line.trimEnd()),
  );
  yield put(
    'a blank line after the signature',
    signed((line) => `${line}\n`),
  );
  yield put(
    'text after the signature',
    signed((line) => `${line}text`),
  );
  yield put(
    'a line after the signature',
    signed((line) => `${line}text\n`),
  );
  yield put(
    'a line before the signature',
    signed((line) => `text\n${line}`),
  );
  yield put(
    'two dashes',
    signed((line) => line.replace('—', '——')),
  );
  yield put(
    'text before the dash',
    signed((line) => `x${line}`),
  );
  yield put(
    'a tab for a blank',
    signed((line) => line.replace('— ', '—\t')),
  );
  yield put('another name', signed(named('example.org')));
  yield put('a part of the name', signed(named(forge.sigstore.rekor.origin.slice(0, 5))));
  yield put('the name with scheme', signed(named(forge.sigstore.rekor.url)));
  yield put(
    'signature without padding',
    signed((line) => line.replaceAll('=', '')),
  );
  yield put(
    'signature with a byte more',
    signed((line) =>
      line.replace(
        /(\S+)\n$/,
        (_, text: string) =>
          `${base64(Buffer.concat([Buffer.from(text, 'base64'), Buffer.alloc(1)]))}\n`,
      ),
    ),
  );
  yield put(
    'signature of CRLF lines',
    signed((line) => line.replace('\n', '\r\n')),
  );
}
