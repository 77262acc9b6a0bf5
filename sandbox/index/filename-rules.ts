import {
  filenameForm,
  InvalidFilename,
  parseSdistFilename,
  parseWheelFilename,
} from './distribution-filename.ts';
import { isAllowedPlatform } from './platform-tags.ts';
import { refuse } from './refusal.ts';
import type { Version } from './version.ts';

export type Filetype = 'bdist_wheel' | 'sdist';

/** U+0000 to U+001F and U+007F. */
export const hasControlCharacter = (text: string): boolean =>
  Array.from(text).some((character) => character < ' ' || character === '\x7f');

/** Characters and extension, before anything else is looked at. */
export function checkUploadedName(filename: string): void {
  if (/[/\\]/.test(filename)) {
    refuse(400, "Cannot upload a file with '/' or '\\' in its name.");
  }
  if (hasControlCharacter(filename)) {
    refuse(400, 'Cannot upload a file with non-printable characters (ordinals 0-31) in its name.');
  }
  if (!/\.(?:tar\.gz|zip|whl)$/i.test(filename)) {
    refuse(
      400,
      'Invalid file extension: Use .tar.gz, .whl or .zip extension. See https://www.python.org/dev/peps/pep-0527 and https://peps.python.org/pep-0715/ for more information.',
    );
  }
}

/** PEP 625: the name is exactly this one. */
export function checkSdistName(filename: string, project: string, version: Version): void {
  let parsed: ReturnType<typeof parseSdistFilename>;
  try {
    parsed = parseSdistFilename(filename);
  } catch (error) {
    if (!(error instanceof InvalidFilename)) throw error;
    refuse(400, `Invalid source distribution filename: ${filename}`);
  }
  const start = filenameForm(project);
  if (filenameForm(parsed.name) !== start) {
    refuse(400, `Start filename for '${project}' with '${start}'.`);
  }
  const expected = `${start}-${version.normal}.tar.gz`;
  if (filename !== expected) {
    refuse(400, `Filename '${filename}' is invalid, should be '${expected}'.`);
  }
}

/** PEP 427 and PyPI's list of platforms. */
export function checkWheelName(filename: string, project: string, version: Version): void {
  let parsed: ReturnType<typeof parseWheelFilename>;
  try {
    parsed = parseWheelFilename(filename);
  } catch (error) {
    if (!(error instanceof InvalidFilename)) throw error;
    refuse(400, error.message);
  }
  for (const platform of parsed.platforms) {
    if (!isAllowedPlatform(platform)) {
      refuse(400, `Binary wheel '${filename}' has an unsupported platform tag '${platform}'.`);
    }
  }
  const start = filenameForm(project);
  if (filenameForm(parsed.name) !== start) {
    refuse(400, `Start filename for '${project}' with '${start}'.`);
  }
  if (parsed.name !== start) {
    refuse(
      400,
      `Filename '${filename}' should contain the normalized project name '${start}', not '${parsed.name}'.`,
    );
  }
  if (parsed.version.key !== version.key) {
    refuse(
      400,
      `Version in filename should be '${version.normal}' not '${parsed.version.normal}'.`,
    );
  }
}
