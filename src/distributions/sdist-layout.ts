import { ArchiveDefect } from '../archives/archive-defect.ts';
import { LinkTree } from '../archives/link-tree.ts';
import { isTarFile, type TarHeader } from '../archives/tar/tar-members.ts';
import { foldedName, unpackedParts } from '../archives/unpacked-path.ts';

const PKG_INFO = 'PKG-INFO';
/** The largest sdists known have some fifty thousand members. */
const MOST_MEMBERS = 500_000;
/** `PATH_MAX` of Linux. */
const MOST_PATH_CHARACTERS = 4096;

/** Members are held against what PyPI and the `data` filter of PEP 706 and 721 demand, one by one. */
export interface SdistLayout {
  /** Returns true for `{top}/PKG-INFO`. Throws an `ArchiveDefect`. */
  add(header: TarHeader): boolean;
  /** After the last member. Returns the top directory. */
  finish(): string;
}

/** A check that is told of each member in turn, and judges at the end. */
export function sdistLayout(): SdistLayout {
  let top: string | undefined;
  let members = 0;
  let hasPkgInfo = false;
  let prefix: string | undefined;
  const links = new LinkTree();

  return {
    add(header) {
      members += 1;
      if (members > MOST_MEMBERS) {
        throw new ArchiveDefect(`has too many members (more than ${MOST_MEMBERS})`);
      }
      checkKind(header);
      const parts = pathParts(header.path);
      top ??= parts[0] ?? '';
      if (parts[0] !== top) {
        throw new ArchiveDefect(
          `has more than one top-level directory or file (${top}, ${parts[0] ?? ''})`,
        );
      }
      prefix = commonPrefix(prefix, parts.join('/'));
      const unpacked = unpackedParts(header.path);
      checkLink(header, unpacked);
      checkPlace(header, unpacked, links);
      const isPkgInfo = parts.length === 2 && parts[1] === PKG_INFO;
      if (!isPkgInfo && foldedName(unpacked[1] ?? '') === foldedName(PKG_INFO)) {
        throw new ArchiveDefect(
          `has a member that is unpacked in the place of ${top}/${PKG_INFO} (${header.path})`,
        );
      }
      if (!isPkgInfo) return false;
      if (hasPkgInfo || !isTarFile(header)) {
        throw new ArchiveDefect(`has ${header.path} twice, or as something else than a file`);
      }
      hasPkgInfo = true;
      return true;
    },
    finish() {
      if (top === undefined) {
        throw new ArchiveDefect('is an archive without members');
      }
      if (!hasPkgInfo) {
        throw new ArchiveDefect(`is not an sdist: it has no ${top}/PKG-INFO`);
      }
      // PyPI looks for PKG-INFO below what all paths have in common, exactly.
      if (prefix !== top && prefix !== `${top}/`) {
        throw new ArchiveDefect(
          `has only members that begin with ${prefix ?? ''}, in which PyPI does not find PKG-INFO`,
          'Add a file of another name to the sdist, such as pyproject.toml.',
        );
      }
      return top;
    },
  };
}

function checkKind(header: TarHeader): void {
  const isSparse = header.extendedKeys.some((key) => key.startsWith('GNU.sparse.'));
  if (isSparse || header.type === undefined) {
    throw new ArchiveDefect(
      `has a sparse member or one of an unknown kind, which PyPI refuses (${header.path})`,
      'Build the sdist again with a Python build backend; do not pack it with `tar --sparse`.',
    );
  }
  if (!isTarFile(header) && !isLink(header) && header.type !== 'directory') {
    throw new ArchiveDefect(`has a member that is a ${header.type} (${header.path})`);
  }
  if (isLink(header) && header.size !== 0) {
    throw new ArchiveDefect(
      `has a link with data (${header.path}), which readers take in two ways`,
    );
  }
}

function pathParts(path: string): readonly string[] {
  if (path.length > MOST_PATH_CHARACTERS) {
    throw new ArchiveDefect(`has a member whose path is too long (${path.slice(0, 80)}…)`);
  }
  const parts = path.replace(/\/$/, '').split('/');
  if (path.startsWith('/') || /^[a-z]:/i.test(path) || path.split(/[/\\]/).includes('..')) {
    throw new ArchiveDefect(`has a member outside of its own folder (${path})`);
  }
  if (parts[0] === '.' || parts[0] === '') {
    throw new ArchiveDefect(`has no top-level directory: its members begin with "./" (${path})`);
  }
  return parts;
}

/** A symbolic link goes from its own directory, a hard link from the top of the archive. */
function checkLink(header: TarHeader, parts: readonly string[]): void {
  if (!isLink(header)) {
    return;
  }
  const { target } = header;
  const resolved = header.type === 'symlink' ? parts.slice(0, -1) : [];
  let leaves = /^(?:[/\\]|[a-z]:)/i.test(target);
  for (const part of target.split(/[/\\]/)) {
    if (part === '..') {
      leaves ||= resolved.pop() === undefined;
    } else if (part !== '.' && part !== '') {
      resolved.push(part);
    }
  }
  if (leaves || resolved[0] !== parts[0]) {
    throw new ArchiveDefect(`has a link to something outside of it (${header.path} to ${target})`);
  }
}

/** What an unpacker would write somewhere else than the path says is refused. */
function checkPlace(header: TarHeader, parts: readonly string[], links: LinkTree): void {
  const { path, type } = header;
  // A second link there could lead out though its own path looks fine.
  if (links.isBehind(parts)) {
    throw new ArchiveDefect(`has a member behind a symbolic link (${path})`);
  }
  if (type === 'symlink' || type === 'link') {
    links.add(parts, type);
  } else if (links.has(parts)) {
    // Python opens the existing name for writing (seen with 3.11).
    throw new ArchiveDefect(
      `has a member in the place of a link (${path}), which some unpackers write into what the link leads to`,
    );
  }
}

function isLink(header: TarHeader): boolean {
  return header.type === 'symlink' || header.type === 'link';
}

function commonPrefix(before: string | undefined, path: string): string {
  if (before === undefined || path.startsWith(before)) {
    return before ?? path;
  }
  let length = 0;
  while (length < path.length && path[length] === before[length]) {
    length += 1;
  }
  return path.slice(0, length);
}
