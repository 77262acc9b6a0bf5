import { open } from 'node:fs/promises';
import { checkSdistName, checkWheelName, type Filetype } from './filename-rules.ts';
import type { FormMetadata } from './metadata-rules.ts';
import { refuse } from './refusal.ts';
import { InvalidTar, tarMemberNames } from './tar-members.ts';
import type { UploadedContent } from './upload-form.ts';
import { InvalidZip, readZipDirectory, readZipMember, type ZipMember } from './zip-directory.ts';

const RATIO = 50;
const RATIO_MATTERS_ABOVE = 64 * 1024 * 1024;
const USER_GUIDE = 'https://docs.pypi.org/archives';

const invalidFile = (problem: string): never =>
  refuse(400, `Invalid distribution file. ${problem}`);

/**
 * Opens the archive and checks it together with its name, in PyPI's order.
 * Returns METADATA's bytes for a wheel.
 */
export async function checkArchive(
  content: UploadedContent,
  filetype: Filetype,
  project: string,
  metadata: FormMetadata,
): Promise<Buffer | undefined> {
  if (filetype === 'bdist_wheel') return checkWheel(content, project, metadata);
  await checkSdist(content, project, metadata);
  return undefined;
}

async function checkSdist(
  { path, filename }: UploadedContent,
  project: string,
  metadata: FormMetadata,
): Promise<void> {
  const names = await tarMemberNames(path).catch((error: unknown) => {
    if (error instanceof InvalidTar) return invalidFile('None');
    throw error;
  });
  const tops = new Set(names.map((name) => name.split('/', 1)[0] ?? ''));
  const [top = ''] = tops;
  if (tops.size !== 1 || ['', '.', '..'].includes(top)) {
    invalidFile('Incorrect number of top-level directories in sdist');
  }
  if (!names.includes(`${top}/PKG-INFO`)) invalidFile(`PKG-INFO not found at ${top}/PKG-INFO`);
  checkSdistName(filename, project, metadata.version);
  checkLicenses(metadata, filename, names, top);
}

async function checkWheel(
  content: UploadedContent,
  project: string,
  metadata: FormMetadata,
): Promise<Buffer> {
  const { path, filename, size } = content;
  const file = await open(path);
  try {
    const members = await readZipDirectory(file, size);
    checkCompression(members);
    const [name = '', version = ''] = filename.split('-');
    const info = `${name}-${version}.dist-info`;
    const names = members.map((member) => member.name);
    if (!names.includes(`${info}/WHEEL`)) invalidFile(`WHEEL not found at ${info}/WHEEL`);
    checkWheelName(filename, project, metadata.version);
    checkLicenses(metadata, filename, names, `${info}/licenses`);
    if (!names.includes(`${info}/RECORD`)) {
      refuse(
        400,
        `Wheel '${filename}' does not contain the required RECORD file: '${info}/RECORD'`,
      );
    }
    const metadataMember = members.find((member) => member.name === `${info}/METADATA`);
    if (metadataMember === undefined) {
      refuse(
        400,
        `Wheel '${filename}' does not contain the required METADATA file: ${info}/METADATA`,
      );
    }
    return await readZipMember(file, metadataMember);
  } catch (error) {
    if (!(error instanceof InvalidZip)) throw error;
    return invalidFile(
      `ZIP archive not accepted: ${error.message}. See ${USER_GUIDE} for more information`,
    );
  } finally {
    await file.close();
  }
}

function checkCompression(members: readonly ZipMember[]): void {
  if (members.some(({ method }) => method !== 0 && method !== 8)) {
    invalidFile('File does not use a supported compression type');
  }
  const compressed = members.reduce((sum, member) => sum + member.compressedSize, 0);
  const size = members.reduce((sum, member) => sum + member.size, 0);
  if (size > RATIO_MATTERS_ABOVE && size / Math.max(compressed, 1) > RATIO) {
    invalidFile(`File exceeds compression ratio of ${RATIO}`);
  }
}

function checkLicenses(
  { licenseFiles }: FormMetadata,
  filename: string,
  names: readonly string[],
  folder: string,
): void {
  for (const license of licenseFiles) {
    if (!names.includes(`${folder}/${license}`)) {
      refuse(
        400,
        `License-File ${license} does not exist in distribution file ${filename} at ${folder}/${license}`,
      );
    }
  }
}
