export interface MetadataInit {
  readonly name: string;
  readonly version: string;
  /** `2.4` unless told. */
  readonly metadataVersion?: string;
  /** Further headers in their order, such as `['Requires-Dist', 'attrs']`. */
  readonly fields?: readonly (readonly [name: string, value: string])[];
  readonly description?: string;
}

/** The text of METADATA or PKG-INFO, as build backends write it. */
export function buildMetadata(init: MetadataInit): string {
  const headers = [
    ['Metadata-Version', init.metadataVersion ?? '2.4'],
    ['Name', init.name],
    ['Version', init.version],
    ...(init.fields ?? []),
  ];
  const lines = headers.map(([name, value]) => `${name}: ${value}\n`).join('');
  return init.description === undefined ? lines : `${lines}\n${init.description}`;
}
