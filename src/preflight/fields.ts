/** A core metadata field that PyPI reads. */
export interface KnownField {
  /** As the specification writes it. */
  readonly name: string;
  /** The Metadata-Version that brought it. */
  readonly since: string;
  /** Whether it may come once only. */
  readonly isSingle: boolean;
}

const single = (since: string, names: string): readonly KnownField[] =>
  names.split(' ').map((name) => ({ name, since, isSingle: true }));
const multiple = (since: string, names: string): readonly KnownField[] =>
  names.split(' ').map((name) => ({ name, since, isSingle: false }));

/** Metadata-Versions that PyPI accepts (2026-08), oldest first; 2.0 was withdrawn and is none. */
export const METADATA_VERSIONS: readonly string[] = [
  '1.0',
  '1.1',
  '1.2',
  '2.1',
  '2.2',
  '2.3',
  '2.4',
  '2.5',
];

/** Every field that PyPI reads by its lower-case name, as `packaging` 26.2 has them. */
export const KNOWN_FIELDS: ReadonlyMap<string, KnownField> = new Map(
  [
    ...single('1.0', 'Metadata-Version Name Version Summary Description Keywords Home-page'),
    ...single('1.0', 'Author Author-email License'),
    ...multiple('1.0', 'Platform'),
    ...single('1.1', 'Download-URL'),
    ...multiple('1.1', 'Supported-Platform Classifier Requires Provides Obsoletes'),
    ...single('1.2', 'Maintainer Maintainer-email Requires-Python'),
    ...multiple('1.2', 'Requires-Dist Provides-Dist Obsoletes-Dist Requires-External Project-URL'),
    ...single('2.1', 'Description-Content-Type'),
    ...multiple('2.1', 'Provides-Extra'),
    ...multiple('2.2', 'Dynamic'),
    ...single('2.4', 'License-Expression'),
    ...multiple('2.4', 'License-File'),
    ...multiple('2.5', 'Import-Name Import-Namespace'),
  ].map((field) => [field.name.toLowerCase(), field]),
);
