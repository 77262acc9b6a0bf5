import type { Case } from '../case.ts';
import { changed, dropped, type Path, pathText, replaced } from '../json-path.ts';
import type { MakeField } from './make-field.ts';

export function* memberCases(
  document: unknown,
  path: Path,
  value: unknown,
  make: MakeField,
): Generator<Case> {
  const what = pathText(path);
  yield make('member dropped', what, dropped(document, path));
  for (const wrong of [null, true, 1, 1.5, '', 'x', [], {}, [value], { value }]) {
    if (JSON.stringify(wrong) !== JSON.stringify(value)) {
      const name = `${what} is ${JSON.stringify(wrong)}`;
      yield make('member of another type', name, replaced(document, path, wrong));
    }
  }
  if (typeof value === 'string' && Number.isFinite(Number(value)) && value !== '') {
    yield make('number for text', what, replaced(document, path, Number(value)));
  } else if (typeof value === 'number') {
    yield make('text for number', what, replaced(document, path, String(value)));
  }
  const last = path.at(-1);
  if (typeof last === 'string') {
    const snake = last.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    const camel = last.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
    for (const spelling of [snake, camel, last.toUpperCase()]) {
      if (spelling !== last) {
        const renamed = changed(document, path, (holder) => {
          delete holder[last];
          holder[spelling] = value;
        });
        const group = spelling === snake ? 'member in snake_case' : 'member renamed';
        yield make(group, `${what} as ${spelling}`, renamed);
      }
    }
  }
}
