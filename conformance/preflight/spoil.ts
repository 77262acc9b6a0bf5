import { createHash } from 'node:crypto';
import { buildTarGz, type TarMember } from '../../__tests__/archives/tar.ts';
import { buildZip, type ZipMember } from '../../__tests__/archives/zip.ts';

/** What both kinds of archives have; the rest is kept as it is. */
export type Member = ZipMember & Pick<TarMember, 'type' | 'linkname' | 'mode'>;
export type Members = readonly Member[];

/** A real pure wheel and sdist, by what their file names are made of. */
export interface Base {
  readonly stem: string;
  readonly version: string;
  readonly tag: string;
  /** How an sdist's name ends, where it is not `.tar.gz`. */
  readonly extension?: string;
}

export const filenameOf = (
  { stem, version, tag, extension = '.tar.gz' }: Base,
  kind: Broken['kind'],
): string =>
  kind === 'wheel' ? `${stem}-${version}-${tag}.whl` : `${stem}-${version}${extension}`;

/** A real distribution with one thing wrong, and who must say so. */
export interface Broken {
  /** What was done to it. */
  readonly name: string;
  readonly kind: 'wheel' | 'sdist';
  /** What its file name is made of; as it was unless given. */
  readonly renamed?: (base: Base) => Base;
  /** Its bytes, out of the members of the real one. */
  readonly build: (members: Members, base: Base) => Promise<Buffer>;
  /** The rules whose errors are expected: no others may come. */
  readonly errors?: readonly string[];
  readonly warnings?: readonly string[];
  /** What inspection says, which comes before rules. */
  readonly defect?: RegExp;
}

/** `undefined` takes the field away. */
export type Field = readonly [name: string, value: string | undefined];

export const isMetadata = ({ path }: ZipMember) =>
  /^[^/]+\.dist-info\/METADATA$|^[^/]+\/PKG-INFO$/.test(path);
const infoFolder = (members: Members) =>
  members.find(isMetadata)?.path.replace(/\/[^/]+$/, '') ?? 'nowhere';

/** Rewrites the headers of METADATA or PKG-INFO. */
export function withHeaders(members: Members, headers: readonly Field[]): Members {
  return members.map((member) => {
    if (!isMetadata(member)) return member;
    const [head = '', ...body] = Buffer.from(member.content)
      .toString('latin1')
      .split(/\r?\n\r?\n/);
    const names = new Set(headers.map(([name]) => name.toLowerCase()));
    const kept = head
      .split(/\r?\n(?![ \t])/)
      .filter((line) => line !== '' && !names.has(line.slice(0, line.indexOf(':')).toLowerCase()));
    const added = headers.flatMap(([name, value]) =>
      value === undefined ? [] : [`${name}: ${Buffer.from(value).toString('latin1')}`],
    );
    const text = [[...kept, ...added].join('\n'), ...body].join('\n\n');
    return { ...member, content: Buffer.from(`${text}\n`, 'latin1') };
  });
}

export function replaced(members: Members, ending: string, content: string | Uint8Array): Members {
  return members.map((member) => (member.path.endsWith(ending) ? { ...member, content } : member));
}

/** RECORD anew, as a build backend writes it. */
export function recorded(members: Members): Members {
  const itself = `${infoFolder(members)}/RECORD`;
  const others = members.filter(({ path }) => path !== itself);
  const lines = others
    .filter(({ path }) => !path.endsWith('/') && !/\.dist-info\/RECORD\./.test(path))
    .map(({ path, content }) => {
      const hash = createHash('sha256').update(content).digest('base64url');
      return `${path.includes(',') ? `"${path}"` : path},sha256=${hash},${Buffer.byteLength(content)}\n`;
    });
  return [...others, { path: itself, content: `${lines.join('')}${itself},,\n` }];
}

export const wheel = async (members: Members) => buildZip({ members });
export const packed = (kind: Broken['kind'], members: Members) =>
  kind === 'wheel' ? wheel(recorded(members)) : buildTarGz(members);

export function withEntryPoints(members: Members, content: string | Uint8Array): Members {
  const path = `${infoFolder(members)}/entry_points.txt`;
  const others = members.filter((member) => member.path !== path);
  return recorded([...others, { path, content }]);
}

const isPayload = ({ path }: ZipMember) => !/\.dist-info\/|\/$/.test(path);

/** Changes the first member that is no metadata; `undefined` takes it away. */
export function withPayload(members: Members, content: string | undefined): Members {
  const at = members.findIndex(isPayload);
  return members.flatMap((member, index) => {
    if (index !== at) return [member];
    return content === undefined ? [] : [{ ...member, content }];
  });
}

export function moved(members: Members, from: string, to: string): Members {
  return members.map((member) => ({ ...member, path: member.path.replace(from, to) }));
}

export function spoiledFirst(members: Members, change: NonNullable<ZipMember['local']>): Members {
  return members.map((member, index) =>
    index === 0 ? { ...member, local: change, central: change } : member,
  );
}
