import type { Case } from '../case.ts';
import { type Path, pathText, replaced } from '../json-path.ts';
import type { MakeField } from './make-field.ts';

export function* arrayCases(
  document: unknown,
  path: Path,
  value: readonly unknown[],
  make: MakeField,
): Generator<Case> {
  const what = pathText(path);
  const entries = what.endsWith('transparency_entries');
  yield make('array emptied', what, replaced(document, path, []));
  const group = entries ? 'several entries' : 'array changed';
  yield make(group, `${what} doubled`, replaced(document, path, [...value, ...value]));
  for (const more of [null, {}, 'x', 0]) {
    const longer = replaced(document, path, [...value, more]);
    yield make(group, `${what} and ${JSON.stringify(more)}`, longer);
    const later = replaced(document, path, [more, ...value]);
    yield make('array changed', `${JSON.stringify(more)} before ${what}`, later);
  }
  if (value.length > 1) {
    yield make('array changed', `${what} reversed`, replaced(document, path, value.toReversed()));
  }
  if (value.length > 0) {
    yield make('array changed', `${what} cut`, replaced(document, path, value.slice(1)));
  }
}
