import type { Distribution } from '../../../src/packaging/distribution.ts';
import type { PreflightRule } from '../../../src/preflight/rule.ts';
import { buildMetadata } from '../../archives/metadata.ts';
import { makeDistribution, SDIST } from '../distributions.ts';

export type Field = readonly [name: string, value: string];

/** What a rule says of a distribution with these fields, under Metadata-Version 2.5 unless told. */
export function messagesOf(
  rule: PreflightRule,
  fields: readonly Field[],
  metadataVersion = '2.5',
  change: Partial<Distribution> = {},
): string[] {
  const text = buildMetadata({ name: 'widget', version: '1.0', metadataVersion, fields });
  return messages(rule, [makeDistribution(SDIST, { text, ...change })]);
}

/** What a rule says, on PyPI, of these files; each finding must have something to do about it. */
export function messages(
  rule: PreflightRule,
  distributions: readonly Distribution[],
  index: 'pypi' | 'testpypi' | 'other' = 'pypi',
): string[] {
  return rule.check({ distributions, index }).map(({ message, remedy }) => {
    if (remedy === '') throw new TypeError(`${rule.id} has no remedy for: ${message}`);
    return message;
  });
}
