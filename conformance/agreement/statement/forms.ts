import type { Case } from '../case.ts';
import { dropped, pathText, replaced, values, without } from '../json-path.ts';
import type { MakeStatement, Usual } from './usual.ts';

export function* formCases(usual: Usual, make: MakeStatement): Generator<Case> {
  for (const [path, value] of values(usual)) {
    if (path.length > 0) {
      yield make('statement: member dropped', pathText(path), dropped(usual, path));
      for (const wrong of [null, true, 1, '', 'x', [], {}, [value], { value }]) {
        if (JSON.stringify(wrong) !== JSON.stringify(value)) {
          const name = `${pathText(path)} is ${JSON.stringify(wrong)}`;
          yield make('statement: member of another type', name, replaced(usual, path, wrong));
        }
      }
    }
    if (
      typeof value === 'object' &&
      value !== null &&
      !Array.isArray(value) &&
      path.at(-1) !== 'digest'
    ) {
      const extra = replaced(usual, path, { ...value, extra: 1 });
      yield make('statement: extra member', pathText(path), extra);
    }
    if (typeof value === 'string' && path.at(-1) !== 'name') {
      for (const text of [
        value.toUpperCase(),
        `${value} `,
        ` ${value}`,
        `${value}/`,
        `${value}\0`,
      ]) {
        if (text !== value) {
          const name = `${pathText(path)} is ${JSON.stringify(text)}`;
          yield make('statement: text changed', name, replaced(usual, path, text));
        }
      }
    }
  }
  for (const version of ['v0.1', 'v1.0', 'v2', 'V1']) {
    const type = `https://in-toto.io/Statement/${version}`;
    yield make('statement: text changed', type, replaced(usual, ['_type'], type));
  }
  for (const [name, python] of [
    ['_type', 'type_'],
    ['subject', 'subjects'],
    ['predicateType', 'predicate_type'],
  ] as const) {
    const renamed = { ...without(usual, name), [python]: usual[name] };
    yield make('statement: names of the Python model', python, renamed);
  }
  const subjects = usual['subject'] as readonly unknown[];
  const other = { name: 'other-1.0.tar.gz', digest: { sha256: 'c'.repeat(64) } };
  yield make('statement: subjects', 'none', { ...usual, subject: [] });
  yield make('statement: subjects', 'twice the same', {
    ...usual,
    subject: [...subjects, ...subjects],
  });
  yield make('statement: subjects', 'another after', { ...usual, subject: [...subjects, other] });
  yield make('statement: subjects', 'another before', { ...usual, subject: [other, ...subjects] });
  yield make('statement: subjects', 'and null', { ...usual, subject: [...subjects, null] });
  yield make('statement: subjects', 'an object', { ...usual, subject: subjects[0] });
}
