import { refuse } from './refusal.ts';
import type { UploadForm } from './upload-form.ts';

const SPECIFICATION = 'https://packaging.python.org/specifications/core-metadata';

/** What PyPI adds to each error about a metadata field. */
export const seeCoreMetadata = (text: string): string =>
  `${text} See ${SPECIFICATION} for more information.`;

/** The last value of a field; undefined where it is absent or empty. */
export function single(form: UploadForm, name: string): string | undefined {
  const value = form.fields.get(name)?.at(-1);
  return value === '' ? undefined : value;
}

/** Only `content` (and the signature that nobody reads) may be a file. */
export function refuseFileParts(form: UploadForm): void {
  for (const name of form.fileFields) {
    if (name !== 'content' && name !== 'gpg_signature') {
      refuse(400, `${name}: Should not be a tuple.`);
    }
  }
}

export function checkProtocolVersion(form: UploadForm): void {
  const version = single(form, 'protocol_version') ?? '1';
  if (version !== '1') refuse(400, 'Unknown protocol version.');
}

/** The form's own fields (warehouse's forklift/forms.py), in the order in which PyPI reports. */
export function checkForm(form: UploadForm): void {
  checkName(single(form, 'name'));
  const filetype = single(form, 'filetype');
  if (filetype === undefined) field('filetype', 'This field is required.');
  if (filetype !== 'bdist_wheel' && filetype !== 'sdist') {
    field('filetype', 'Use a known file type.');
  }
  const pyversion = single(form, 'pyversion');
  if (filetype === 'bdist_wheel' && pyversion === undefined) {
    field('pyversion', 'Python version is required for binary distribution uploads.');
  }
  if (filetype === 'sdist' && pyversion !== undefined && pyversion !== 'source') {
    field('pyversion', "Use 'source' as Python version for an sdist.");
  }
  checkHex(form, 'sha256_digest', 'SHA256');
  checkHex(form, 'blake2_256_digest', 'BLAKE2');
  const digests = ['md5_digest', 'sha256_digest', 'blake2_256_digest'];
  if (digests.every((name) => single(form, name) === undefined)) {
    refuse(400, 'Error: Include at least one message digest.');
  }
}

function field(name: string, problem: string): never {
  refuse(400, `Invalid value for ${name}. Error: ${problem}`);
}

function checkName(name: string | undefined): void {
  if (name === undefined) {
    refuse(400, seeCoreMetadata("'' is an invalid value for Name. Error: This field is required."));
  }
  if (!/^(?:[a-z0-9]|[a-z0-9][a-z0-9._-]*[a-z0-9])$/i.test(name)) {
    refuse(
      400,
      seeCoreMetadata(
        `'${shortened(name)}' is an invalid value for Name. Error: Start and end with a letter or numeral containing only ASCII numeric and '.', '_' and '-'.`,
      ),
    );
  }
}

const shortened = (text: string): string =>
  text.length > 60 ? `${text.slice(0, 30)}...${text.slice(-30)}` : text;

function checkHex(form: UploadForm, name: string, algorithm: string): void {
  const value = single(form, name);
  if (value !== undefined && !/^[0-9a-f]{64}$/i.test(value)) {
    field(name, `Use a valid, hex-encoded, ${algorithm} message digest.`);
  }
}
