import { parseDistributionFilename } from '../../packaging/distribution-filename.ts';
import { isProjectName, normalizeProjectName } from '../../packaging/project-name.ts';
import { parseRequirement, type Requirement } from '../../packaging/requirement.ts';
import { filenameIn, hashIn, sha256Digest, withoutCredentials } from '../file-address.ts';
import {
  LockDefect,
  type LockedFile,
  type LockedPackage,
  type LockedSource,
  type Place,
  packageName,
} from '../lock-document.ts';
import { optional } from '../lock-table.ts';

/** A line that asks for something to be installed. */
export interface RequirementLine {
  /** As written, without options. */
  readonly requirement: string;
  /** The values of its `--hash` options. */
  readonly hashes: readonly string[];
  readonly isEditable: boolean;
  readonly at: Place;
}

/** Without its hashes. Lines that people and tools write have some hundred. */
const MOST_CHARACTERS = 32 * 1024;

const VCS = /^(?:git|hg|svn|bzr)\+/i;
const ARCHIVE = /\.(?:whl|zip|tar|tgz|tbz|txz|tlz|tar\.(?:gz|bz2|xz|lz|lzma))$/i;

/**
 * Reads one requirement of a requirements file: a name with version and marker (PEP 508), or a
 * URL or path, which pip accepts too.
 */
export function readRequirementLine(line: RequirementLine): LockedPackage {
  if (line.requirement.length > MOST_CHARACTERS) {
    throw new LockDefect(
      line.at,
      `has a requirement of more than ${MOST_CHARACTERS.toLocaleString('en-US')} characters`,
      'Check what wrote the line.',
    );
  }
  const { address, marker } = splitMarker(line.requirement);
  const isPath = line.isEditable || isArchivePath(address);
  const parsed = isPath ? undefined : parseRequirement(line.requirement);
  if (parsed !== undefined) return named(line, parsed);
  if (!line.isEditable && !isAddress(address)) {
    throw new LockDefect(
      line.at,
      `is neither a requirement nor a URL nor a path: ${JSON.stringify(line.requirement.replace(/:\/\/[^/?#\s]*@/g, '://').slice(0, 120))}`,
      'Fix the line: pip would refuse it too.',
    );
  }
  return addressed(line, nameIn(address), address, marker);
}

function named(line: RequirementLine, parsed: Requirement): LockedPackage {
  const { name, url, specifiers } = parsed;
  const { marker } = splitMarker(line.requirement, url === undefined);
  if (url !== undefined) return addressed(line, name, url, marker);
  const [pin] = specifiers;
  const isPinned =
    specifiers.length === 1 && /^===?$/.test(pin?.operator ?? '') && !pin?.version.endsWith('.*');
  return {
    ...packageName(name, line.at),
    ...optional('version', isPinned ? pin?.version : undefined),
    source: { kind: 'index' },
    files: hashedFiles(line, {}),
    at: line.at,
    ...optional('marker', marker),
  };
}

function addressed(
  line: RequirementLine,
  name: string | undefined,
  address: string,
  marker: string | undefined,
): LockedPackage {
  const shown = withoutCredentials(address);
  const source = sourceOf(shown, line.isEditable);
  const isFile = source.kind === 'url' || source.kind === 'archive';
  const filename = isFile ? filenameIn(shown) : undefined;
  const version = filename === undefined ? undefined : versionIn(filename);
  return {
    name: name ?? shown,
    project: name === undefined ? '' : normalizeProjectName(name),
    ...optional('version', version),
    source,
    files: isFile ? urlFiles(line, shown, filename) : [],
    at: line.at,
    ...optional('marker', marker),
  };
}

function sourceOf(address: string, isEditable: boolean): LockedSource {
  const [text = ''] = address.split('#', 1);
  if (isEditable) return { kind: 'editable', text };
  if (VCS.test(text)) return { kind: 'vcs', text };
  if (/^https?:/i.test(text)) return { kind: 'url', text };
  return { kind: ARCHIVE.test(text) ? 'archive' : 'directory', text };
}

/** A hash after `#` is one of the URL's own; `--hash` options come besides. */
function urlFiles(
  line: RequirementLine,
  address: string,
  filename: string | undefined,
): LockedFile[] {
  const [url = '', fragment = ''] = address.split('#', 2);
  const digest = /(?:^|&)sha256=([^&]*)/.exec(fragment)?.[1];
  const file = { ...optional('filename', filename), url };
  const own = sha256Digest(digest, line.at);
  if (own === undefined) {
    const hashed = hashedFiles(line, file);
    return hashed.length > 0 ? hashed : [{ ...file, at: line.at }];
  }
  return [{ ...file, sha256: own, at: line.at }];
}

function hashedFiles(line: RequirementLine, file: Partial<LockedFile>): LockedFile[] {
  return line.hashes.map((hash) => ({
    ...file,
    ...hashIn(hash, line.at),
    at: line.at,
  }));
}

/** After a URL or path a marker needs a blank before its semicolon. */
function splitMarker(
  requirement: string,
  isName = false,
): { address: string; marker: string | undefined } {
  const at = isName ? requirement.indexOf(';') : requirement.search(/[ \t];/);
  if (at === -1) return { address: requirement.trim(), marker: undefined };
  const marker = requirement.slice(requirement.indexOf(';', at) + 1).trim();
  return { address: requirement.slice(0, at).trim(), marker: marker || undefined };
}

/** What ends like an archive is a path to pip, even where it could be a name. */
function isArchivePath(address: string): boolean {
  return ARCHIVE.test(withoutExtras(address)) && !address.includes('@');
}

/**
 * pip takes a path for one if it has a separator, begins with `.` or names an archive. Whether it
 * is there is not looked at here, and so what has a requirement's own characters is none.
 */
function isAddress(address: string): boolean {
  if (/^[a-z][a-z0-9+.-]*:/i.test(address)) return true;
  const path = withoutExtras(address);
  return !/[\s<>=!"']/.test(path) && (/\/|^\./.test(path) || ARCHIVE.test(path));
}

function withoutExtras(address: string): string {
  return /^(.*?)\[[^\][]*\]$/.exec(address)?.[1] ?? address;
}

function nameIn(address: string): string | undefined {
  const egg = /[#&]egg=([^&[]*)/.exec(address)?.[1];
  if (egg !== undefined) return isProjectName(egg) ? egg : undefined;
  const filename = filenameIn(address) ?? '';
  return parseDistributionFilename(filename)?.name;
}

function versionIn(filename: string): string | undefined {
  const parsed = parseDistributionFilename(filename);
  if (parsed === undefined) return undefined;
  // As the file name has it: after the name and before the next dash or the ending.
  return filename
    .slice(parsed.name.length + 1)
    .replace(/(?:\.tar\.gz|\.zip|\.whl)$/, '')
    .split('-', 1)[0];
}
