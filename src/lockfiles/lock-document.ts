import { isProjectName, normalizeProjectName } from '../packaging/project-name.ts';

/** The files that tell what will be installed. */
export type LockKind =
  | 'pylock'
  | 'uv'
  | 'poetry'
  | 'pdm'
  | 'pipenv'
  | 'requirements'
  | 'pip-report';

/** A place in a file that can be opened. */
export interface Place {
  /** As the file was named by whoever asked for it. */
  readonly path: string;
  /** From 1. */
  readonly line: number;
}

/** Where a package comes from. Only what comes from an index can have provenance there. */
export type LockedSource =
  | {
      readonly kind: 'index';
      /** As written, where the lock names the index; a folder in the case of `find-links`. */
      readonly url?: string;
    }
  | {
      /** `url`: one file at a given URL; `archive`: one file at a given path. */
      readonly kind: 'url' | 'vcs' | 'directory' | 'editable' | 'archive';
      /** The URL or path as the lock has it, without credentials. */
      readonly text: string;
    };

/** A file that a lock lets an installer take. */
export interface LockedFile {
  /** Undefined where the lock has a bare hash (`requirements.txt`). */
  readonly filename?: string;
  readonly url?: string;
  /** Lower-case hex. Undefined: nothing binds the entry to bytes (another algorithm does not count). */
  readonly sha256?: string;
  /** Where there is no SHA-256: the hash of another algorithm, `algorithm:digest` as written. */
  readonly otherHash?: string;
  /** Bytes. */
  readonly size?: number;
  /** RFC 3339, as written. */
  readonly uploadTime?: string;
  readonly at: Place;
}

/** An entry of a lock. */
export interface LockedPackage {
  /** The normal form (PEP 503). Empty where a requirements file does not tell, such as of a folder. */
  readonly project: string;
  /** As written; the path or URL where there is no name. */
  readonly name: string;
  /** As written. Undefined where the file leaves it open. */
  readonly version?: string;
  readonly source: LockedSource;
  readonly files: readonly LockedFile[];
  readonly at: Place;
  /** Only of `pylock.toml` (PEP 751), as written there: hints, not proof. */
  readonly attestationIdentities?: readonly Readonly<Record<string, unknown>>[];
  /** Whether it was requested by name, where the lock tells. */
  readonly direct?: boolean;
  /** An environment marker (PEP 508) that decides whether it is installed, as written. */
  readonly marker?: string;
}

/** What a lock file, a requirements file or a report of pip says. */
export interface LockDocument {
  readonly kind: LockKind;
  readonly path: string;
  readonly packages: readonly LockedPackage[];
  /** The indexes that the file itself names (`--index-url` first), without credentials. */
  readonly indexUrls: readonly string[];
}

/**
 * Why a file that should tell what is installed cannot be read. The only error that the readers
 * of this room throw, whatever the bytes.
 */
export class LockDefect extends Error {
  override readonly name = 'LockDefect';
  readonly at: Place;
  /** What is wrong, the rest of a sentence that begins with the place: `is not valid TOML`. Plain text. */
  readonly what: string;
  /** What the reader does next. Plain text. */
  readonly remedy: string;

  constructor(at: Place, what: string, remedy: string = LOCK_AGAIN) {
    super(`${at.path}:${at.line} ${what}`);
    this.at = at;
    this.what = what;
    this.remedy = remedy;
  }
}

const LOCK_AGAIN = 'Write the file again with the tool that made it and pass it on unchanged.';

/** File systems hold no longer name of a file, and every distribution is one. */
const MOST_CHARACTERS = 255;

/** The two spellings of a package's name. @throws LockDefect where no index could have it. */
export function packageName(name: string, at: Place): Pick<LockedPackage, 'name' | 'project'> {
  if (name.length > MOST_CHARACTERS || !isProjectName(name)) {
    throw new LockDefect(
      at,
      `has a package with an invalid name: ${JSON.stringify(name.slice(0, 80))}`,
    );
  }
  return { name, project: normalizeProjectName(name) };
}
