import type { Chance } from '../packaging/chance.ts';
import type { Case, Distribution, Publisher } from './case.ts';
import type { Forge, Signatory } from './forge.ts';
import { renamed } from './identities.ts';
import { digestCases } from './statement/digests.ts';
import { formCases } from './statement/forms.ts';
import { predicateCases } from './statement/predicates.ts';
import { textCases } from './statement/texts.ts';

const PUBLISH = 'https://docs.pypi.org/attestations/publish/v1';
const SHA256 = 'b'.repeat(64);

const NAMES = [
  'sample_project-1.0.0-py2.py3-none-any.whl',
  'sample_project-1.0.0-1-cp311.cp312-cp311.abi3-manylinux_2_17_x86_64.manylinux2014_x86_64.whl',
  'sample_project-1.0.0.tar.gz',
];

/** Statements of every kind, each signed and logged as it is. */
export function* statementCases(
  forge: Forge,
  signatory: Signatory,
  publisher: Publisher,
  chance: Chance,
): Generator<Case> {
  const [wheel = ''] = NAMES;
  const distribution = { name: wheel, sha256: SHA256 };
  const make = (
    group: string,
    name: string,
    statement: unknown,
    about: Distribution = distribution,
  ): Case => {
    const bytes =
      typeof statement === 'string' || Buffer.isBuffer(statement)
        ? Buffer.from(statement)
        : Buffer.from(JSON.stringify(statement));
    return {
      group,
      name,
      kind: 'attestation',
      root: 'sandbox',
      text: forge.attestation(bytes, signatory),
      distribution: about,
      publisher,
    };
  };
  const about = (name: string, digest: unknown = { sha256: SHA256 }) => [{ name, digest }];
  const usual = {
    _type: 'https://in-toto.io/Statement/v1',
    subject: about(wheel),
    predicateType: PUBLISH,
    predicate: {},
  };

  for (const name of NAMES) {
    const others = [name, ...renamed(name)];
    for (const signed of others) {
      const statement = { ...usual, subject: about(signed) };
      yield make('subject of another name', JSON.stringify(signed), statement, {
        name,
        sha256: SHA256,
      });
      const other = chance.pick(others);
      yield make('two other names', JSON.stringify([signed, other]), statement, {
        name: other,
        sha256: SHA256,
      });
    }
  }
  yield* formCases(usual, make);
  yield* digestCases(usual, wheel, make);
  yield* predicateCases(usual, make);
  yield* textCases(usual, make);
}
