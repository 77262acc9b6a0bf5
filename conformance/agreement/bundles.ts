import type { Case } from './case.ts';
import type { Base } from './fields.ts';
import { dropped, pathText, replaced, values } from './json-path.ts';

/** Sigstore bundles, as actions/attest writes them, with every member dropped or retyped. */
export function* bundleCases(bases: readonly Base[]): Generator<Case> {
  for (const base of bases) {
    const document: unknown = JSON.parse(base.text);
    const make = (group: string, what: string, value: unknown): Case => ({
      ...base,
      group,
      name: `${base.name}: ${what}`,
      text: JSON.stringify(value),
    });
    yield make('bundle', 'as it is', document);
    for (const [path, value] of values(document)) {
      const what = pathText(path);
      if (path.length > 0) {
        yield make('bundle: member dropped', what, dropped(document, path));
        for (const wrong of [null, 1, 'x', '', [], {}, [value]]) {
          const name = `${what} is ${JSON.stringify(wrong)}`;
          yield make('bundle: member of another type', name, replaced(document, path, wrong));
        }
      }
      if (Array.isArray(value)) {
        const twice = replaced(document, path, [...value, ...value]);
        yield make('bundle: array doubled', what, twice);
      } else if (typeof value === 'object' && value !== null) {
        const extra = replaced(document, path, { ...value, extra: 1 });
        yield make('bundle: extra member', what, extra);
      }
      if (typeof value === 'string' && /^\d+$/.test(value)) {
        yield make('bundle: number for text', what, replaced(document, path, Number(value)));
      }
    }
    for (const mediaType of [
      'application/vnd.dev.sigstore.bundle+json;version=0.1',
      'application/vnd.dev.sigstore.bundle+json;version=0.2',
      'application/vnd.dev.sigstore.bundle+json;version=0.3',
      'application/vnd.dev.sigstore.bundle.v0.3+json',
      'application/vnd.dev.sigstore.bundle.v0.4+json',
      'application/vnd.dev.sigstore.bundle.v0.3.1+json',
      'application/json',
    ]) {
      yield make('bundle: media type', mediaType, replaced(document, ['mediaType'], mediaType));
    }
  }
}
