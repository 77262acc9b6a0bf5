import type { Case } from '../case.ts';
import { without } from '../json-path.ts';
import type { MakeStatement, Usual } from './usual.ts';

const PUBLISH = 'https://docs.pypi.org/attestations/publish/v1';
const SLSA = 'https://slsa.dev/provenance/v1';

export function* predicateCases(usual: Usual, make: MakeStatement): Generator<Case> {
  const bare = without(usual, 'predicate');
  const types = [
    PUBLISH,
    SLSA,
    'https://slsa.dev/provenance/v0.2',
    'https://slsa.dev/provenance/v1.0',
    'https://docs.pypi.org/attestations/publish/v2',
    'https://docs.pypi.org/attestations/publish/v1/',
    'http://docs.pypi.org/attestations/publish/v1',
    'https://spdx.dev/Document',
    'publish',
    '',
  ];
  for (const predicateType of types) {
    const typed = { ...bare, predicateType };
    yield make('statement: predicate', `none of ${predicateType}`, typed);
    for (const predicate of [
      null,
      {},
      { a: 1 },
      { buildDefinition: {} },
      [],
      [{}],
      'x',
      '',
      0,
      1,
      true,
      false,
    ]) {
      const name = `${JSON.stringify(predicate)} of ${predicateType}`;
      yield make('statement: predicate', name, { ...typed, predicate });
    }
  }
}
