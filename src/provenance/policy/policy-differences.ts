import { isDeepStrictEqual } from 'node:util';
import type { Acceptance, BundleSigner, Policy } from './policy.ts';

/** What differs between two policies, in words for a reviewer; empty where nothing does. */
export function policyDifferences(before: Policy, after: Policy): readonly string[] {
  return [
    ...valueChange('pins', before.pins, after.pins),
    ...valueChange('files', before.files, after.files),
    ...valueChange('provenance-from', before.index.provenanceFrom, after.index.provenanceFrom),
    ...listChange('internal', before.index.internal, after.index.internal),
    ...listChange('required', before.require.projects, after.require.projects),
    ...valueChange(
      'direct-dependencies',
      before.require.directDependencies,
      after.require.directDependencies,
    ),
    ...[...new Set([...before.severity.keys(), ...after.severity.keys()])].flatMap((rule) =>
      valueChange(`severity of ${rule}`, before.severity.get(rule), after.severity.get(rule)),
    ),
    ...valueChange('min-attested', before.history.minAttested, after.history.minAttested),
    ...valueChange('error-days', before.history.errorDays, after.history.errorDays),
    ...valueChange('warn-days', before.history.warnDays, after.history.warnDays),
    ...valueChange('known-releases', before.history.knownReleases, after.history.knownReleases),
    ...valueChange('known-days', before.history.knownDays, after.history.knownDays),
    ...listChange('trusted root of packs', before.pack.trustedRoots, after.pack.trustedRoots),
    ...entryChange('accept', before.accept, after.accept, acceptText),
    ...entryChange('bundle', before.bundles, after.bundles, bundleText),
  ];
}

type Value = string | number | boolean | undefined;

function valueChange(name: string, before: Value, after: Value): readonly string[] {
  return before === after ? [] : [`${name}: ${before ?? 'unset'} -> ${after ?? 'unset'}`];
}

function listChange(
  name: string,
  before: readonly string[],
  after: readonly string[],
): readonly string[] {
  return entryChange(name, before, after, (text) => text);
}

function entryChange<T>(
  name: string,
  before: readonly T[],
  after: readonly T[],
  text: (entry: T) => string,
): readonly string[] {
  const missingIn = (list: readonly T[]) => (entry: T) =>
    !list.some((other) => isDeepStrictEqual(other, entry));
  return [
    ...after.filter(missingIn(before)).map((entry) => `${name} added: ${text(entry)}`),
    ...before.filter(missingIn(after)).map((entry) => `${name} removed: ${text(entry)}`),
  ];
}

function acceptText({ project, version, rule, expires }: Acceptance): string {
  return `${project}${version === undefined ? '' : ` ${version}`} [${rule}] until ${expires}`;
}

const bundleText = ({ files, identity }: BundleSigner): string => `${files} by ${identity}`;
