import { describe, expect, test } from '@jest/globals';
import { parseCoreMetadata } from '../../../../../src/packaging/core-metadata.ts';
import { fieldAge } from '../../../../../src/preflight/rules/metadata/field-age.ts';
import { metadataEncoding } from '../../../../../src/preflight/rules/metadata/metadata-encoding.ts';
import {
  metadataVersion,
  newerMetadataVersion,
} from '../../../../../src/preflight/rules/metadata/metadata-version.ts';
import { repeatedField } from '../../../../../src/preflight/rules/metadata/repeated-field.ts';
import { twoDescriptions } from '../../../../../src/preflight/rules/metadata/two-descriptions.ts';
import { unknownField } from '../../../../../src/preflight/rules/metadata/unknown-field.ts';
import { makeDistribution, SDIST } from '../../../distributions.ts';
import { messages, messagesOf } from '../../metadata-findings.ts';

describe('Metadata-Version', () => {
  test.each(['1.0', '1.1', '1.2', '2.1', '2.2', '2.3', '2.4', '2.5'])('%s is taken', (version) => {
    expect(messagesOf(metadataVersion, [], version)).toEqual([]);
    expect(messagesOf(newerMetadataVersion, [], version)).toEqual([]);
  });

  test.each(['2.0', '1.3', '0.9', '2', '2.1.0', 'x', '2.4 ', '02.6', '2.+6'])(
    '%s is not valid',
    (version) => {
      expect(messagesOf(metadataVersion, [], version)).toHaveLength(1);
      expect(messagesOf(newerMetadataVersion, [], version)).toEqual([]);
    },
  );

  test.each(['2.6', '2.10', '3.0'])('%s may be known by now', (version) => {
    expect(messagesOf(metadataVersion, [], version)).toEqual([]);
    expect(messagesOf(newerMetadataVersion, [], version)).toEqual([
      expect.stringContaining(`${version} is newer than 2.5`),
    ]);
    expect(newerMetadataVersion.errorOn).toEqual([]);
  });

  test('must be there, once', () => {
    const none = makeDistribution(SDIST, { text: 'Name: widget\nVersion: 1.0\n' });
    expect(messages(metadataVersion, [none])[0]).toContain('no Metadata-Version');
    expect(messagesOf(metadataVersion, [['Metadata-Version', '2.5']])[0]).toContain(
      'more than one',
    );
  });
});

describe('fields newer than their Metadata-Version', () => {
  test.each([
    ['1.0', 'Classifier', 'A :: B', '1.1'],
    ['1.1', 'Requires-Dist', 'a', '1.2'],
    ['1.2', 'Description-Content-Type', 'text/plain', '2.1'],
    ['2.1', 'Dynamic', 'Summary', '2.2'],
    ['2.3', 'license-expression', 'MIT', '2.4'],
    ['2.4', 'Import-Name', 'a', '2.5'],
  ])('under %s: %s', (version, name, value, since) => {
    expect(messagesOf(fieldAge, [[name, value]], version)[0]).toContain(
      `Metadata-Version ${since}`,
    );
    expect(messagesOf(fieldAge, [[name, value]], since)).toEqual([]);
  });

  test('but not what is not sent: License-File, empty values, UNKNOWN', () => {
    expect(messagesOf(fieldAge, [['License-File', 'LICENSE']], '2.1')).toEqual([]);
    expect(messagesOf(fieldAge, [['License-Expression', '']], '2.1')).toEqual([]);
    expect(messagesOf(fieldAge, [['License-Expression', 'UNKNOWN']], '2.1')).toEqual([]);
  });

  test('but nothing where the version is not a known one', () => {
    expect(messagesOf(fieldAge, [['Import-Name', 'a']], '2.6')).toEqual([]);
  });
});

describe('fields that come once', () => {
  test.each(['Summary', 'Keywords', 'License', 'Home-page', 'Requires-Python', 'Author-email'])(
    '%s',
    (name) => {
      expect(messagesOf(repeatedField, [[name, 'a']])).toEqual([]);
      const twice = messagesOf(repeatedField, [
        [name, 'a'],
        [name.toUpperCase(), 'b'],
      ]);
      expect(twice).toEqual([`its metadata have ${name} more than once`]);
    },
  );

  test.each(['Classifier', 'Requires-Dist', 'Platform', 'Description', 'X-Unknown'])(
    'not %s',
    (name) => {
      const fields = [
        [name, 'a'],
        [name, 'b'],
      ] as const;
      expect(messagesOf(repeatedField, fields)).toEqual([]);
    },
  );
});

describe('unknown fields', () => {
  test('are named, the first of them', () => {
    const fields = ['Sumary', 'X-One', 'Sumary', 'A', 'B', 'C', 'D'].map(
      (name) => [name, 'x'] as const,
    );
    expect(messagesOf(unknownField, fields)).toHaveLength(5);
    expect(messagesOf(unknownField, fields)[0]).toContain('"Sumary"');
    expect(unknownField.errorOn).toEqual([]);
  });

  test('are none where the case differs, or the version is newer', () => {
    expect(messagesOf(unknownField, [['home-PAGE', 'https://e.org']])).toEqual([]);
    expect(messagesOf(unknownField, [['Brand-New', 'x']], '2.6')).toEqual([]);
  });
});

describe('encoding', () => {
  test.each([
    ['Summary: gr\xf6\xdfe\n', 'Summary'],
    ['\ngr\xf6\xdfe', 'Description'],
  ])('%j is refused', (text, field) => {
    const metadata = parseCoreMetadata(Buffer.from(`Name: x\n${text}`, 'latin1'));
    expect(messages(metadataEncoding, [makeDistribution(SDIST, { metadata })])).toEqual([
      `its metadata field ${field} is not UTF-8`,
    ]);
  });

  test('UTF-8 passes, and what PyPI does not read', () => {
    expect(messagesOf(metadataEncoding, [['Summary', 'größe']])).toEqual([]);
    const metadata = parseCoreMetadata(Buffer.from('X-Own: gr\xf6\xdfe\n', 'latin1'));
    expect(messages(metadataEncoding, [makeDistribution(SDIST, { metadata })])).toEqual([]);
  });
});

describe('descriptions', () => {
  const head = 'Metadata-Version: 2.1\nName: widget\nVersion: 1.0\n';

  test.each([
    [`${head}Description: one\n\nanother\n`, 1],
    [`${head}Description: one\nDescription: another\n`, 1],
    [`${head}Description: one\n`, 0],
    [`${head}\nanother\n`, 0],
    [head, 0],
  ])('%#', (text, count) => {
    expect(messages(twoDescriptions, [makeDistribution(SDIST, { text })])).toHaveLength(count);
    expect(twoDescriptions.errorOn).toEqual([]);
  });
});
