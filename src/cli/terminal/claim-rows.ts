import { row, type Text } from './text.ts';

/** Claims with rows of their own, and what stands behind them in brackets. */
const ROWS: readonly (readonly [
  claim: string,
  label: string,
  ...details: (readonly [string, string])[],
])[] = [
  ['issuer', 'issuer'],
  [
    'source-repository-uri',
    'repository',
    ['source-repository-identifier', 'id '],
    ['source-repository-visibility', ''],
  ],
  ['source-repository-owner-uri', 'owner', ['source-repository-owner-identifier', 'id ']],
  ['build-config-uri', 'workflow'],
  ['source-repository-ref', 'ref'],
  ['source-repository-digest', 'commit'],
  ['run-invocation-uri', 'run'],
  ['build-trigger', 'trigger'],
  ['deployment-environment', 'environment'],
  ['runner-environment', 'runner'],
  ['token-subject', 'subject'],
];

/** Claims that say the same as another one in most certificates: shown where they do not. */
const REPEATED: readonly (readonly [claim: string, label: string, other: string])[] = [
  ['build-config-digest', 'workflow at', 'source-repository-digest'],
  ['build-signer-uri', 'called', 'build-config-uri'],
  ['build-signer-digest', 'called at', 'build-config-digest'],
];

/** The claims of a certificate, the ones that people ask for first. */
export function claimRows(claims: ReadonlyMap<string, string>): Text {
  const main = ROWS.flatMap(([claim, label, ...details]) => {
    const value = claims.get(claim);
    if (value === undefined) return [];
    const shown = claim === 'build-config-uri' ? withoutRepository(value, claims) : value;
    const known = details.flatMap(([name, before]) => {
      const detail = claims.get(name);
      return detail === undefined ? [] : [`${before}${detail}`];
    });
    return row(label, known.length > 0 ? `${shown} (${known.join(', ')})` : shown);
  });
  const others = REPEATED.flatMap(([claim, label, other]) => {
    const value = claims.get(claim);
    return value === undefined || value === claims.get(other) ? [] : row(label, value);
  });
  const unknown = [...claims].filter(([name]) => /^\d/.test(name));
  return [
    ...main,
    ...others,
    ...unknown.flatMap(([name, value]) => row('claim', `${name} ${value}`)),
  ];
}

/** A workflow is a file of the repository, which was named already. */
function withoutRepository(uri: string, claims: ReadonlyMap<string, string>): string {
  const repository = `${claims.get('source-repository-uri') ?? ''}/`;
  return uri.startsWith(repository) ? uri.slice(repository.length) : uri;
}
