import { createHash } from 'node:crypto';
import {
  type BuiltDistribution,
  type DistributionInit,
  filenamePart,
  metadataOf,
} from './distribution.ts';
import { buildZip, type ZipMember } from './zip.ts';

export interface WheelInit extends DistributionInit {
  /** `py3-none-any` unless told. */
  readonly tag?: string;
}

/** A wheel that PyPI takes: no data descriptors, a WHEEL file, a RECORD with true hashes. */
export function buildWheel(init: WheelInit): BuiltDistribution {
  const tag = init.tag ?? 'py3-none-any';
  return {
    filename: `${filenamePart(init.name)}-${init.version}-${tag}.whl`,
    bytes: buildZip({ members: wheelMembers(init) }),
  };
}

/** The members of `buildWheel`, for tests that spoil one of them. */
export function wheelMembers(init: WheelInit): ZipMember[] {
  const part = filenamePart(init.name);
  const info = `${part}-${init.version}.dist-info`;
  const files = init.files ?? { [`${part}/__init__.py`]: `__version__ = "${init.version}"\n` };
  const members: ZipMember[] = [
    ...Object.entries(files).map(([path, content]) => ({ path, content })),
    { path: `${info}/METADATA`, content: metadataOf(init) },
    { path: `${info}/WHEEL`, content: wheelFile(init.tag ?? 'py3-none-any') },
  ];
  return [...members, { path: `${info}/RECORD`, content: record(members, `${info}/RECORD`) }];
}

function wheelFile(tag: string): string {
  const [python = '', abi = '', platform = ''] = tag.split('-').slice(-3);
  const tags = python
    .split('.')
    .flatMap((x) =>
      abi.split('.').flatMap((y) => platform.split('.').map((z) => `${x}-${y}-${z}`)),
    );
  const isPure = abi === 'none' && platform === 'any';
  return [
    'Wheel-Version: 1.0',
    'Generator: archives 1.0',
    `Root-Is-Purelib: ${isPure}`,
    ...tags.map((each) => `Tag: ${each}`),
    '',
  ].join('\n');
}

/** PEP 376 as PEP 427 changes it: `path,sha256=urlsafe-base64-without-padding,size`. */
function record(members: readonly ZipMember[], itself: string): string {
  const lines = members.map(({ path, content }) => {
    const bytes = Buffer.from(content);
    const hash = createHash('sha256').update(bytes).digest('base64url');
    return `${csvCell(path)},sha256=${hash},${bytes.length}\n`;
  });
  return `${lines.join('')}${csvCell(itself)},,\n`;
}

function csvCell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
