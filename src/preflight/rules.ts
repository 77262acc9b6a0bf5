import {
  deprecatedClassifier,
  misspelledClassifier,
  privateClassifier,
  unknownClassifier,
} from './classifier.ts';
import { DESCRIPTION_RULES } from './description/rules.ts';
import { descriptionContentType } from './description-content-type.ts';
import { dynamicField } from './dynamic-field.ts';
import { emailAddress } from './email-address.ts';
import { entryPoints } from './entry-points.ts';
import { fieldAge } from './field-age.ts';
import { fileSize, fileSizeLimit } from './file-size.ts';
import { forbiddenContent } from './forbidden-content.ts';
import { importName } from './import-name.ts';
import { licenseExpression, licenseTwice } from './license.ts';
import { licenseFileMissing } from './license-file-missing.ts';
import { licenseFilePath } from './license-file-path.ts';
import { localVersion } from './local-version.ts';
import { metadataEncoding } from './metadata-encoding.ts';
import { metadataVersion, newerMetadataVersion } from './metadata-version.ts';
import { normalizedFilename } from './normalized-filename.ts';
import { oneSdist } from './one-sdist.ts';
import { newerPlatformTag, platformTag } from './platform-tag.ts';
import { projectSpelling } from './project-spelling.ts';
import { projectUrl } from './project-url.ts';
import { providesExtra } from './provides-extra.ts';
import { repeatedField } from './repeated-field.ts';
import { directReference, requirement } from './requirement.ts';
import { requiresPython } from './requires-python.ts';
import type { Rule } from './rule.ts';
import { sameDistribution } from './same-distribution.ts';
import { summary } from './summary.ts';
import { twoDescriptions } from './two-descriptions.ts';
import { unknownField } from './unknown-field.ts';
import { webUrl } from './web-url.ts';
import { wheelTags, wheelVersion } from './wheel-file.ts';
import { recordHash, wheelRecord } from './wheel-record.ts';

/** Every rule, in the order in which findings are shown. */
export const RULES: readonly Rule[] = [
  // The metadata as a whole.
  metadataVersion,
  newerMetadataVersion,
  metadataEncoding,
  fieldAge,
  repeatedField,
  unknownField,
  // Its fields.
  localVersion,
  summary,
  twoDescriptions,
  descriptionContentType,
  emailAddress,
  privateClassifier,
  deprecatedClassifier,
  misspelledClassifier,
  unknownClassifier,
  webUrl,
  projectUrl,
  requirement,
  directReference,
  requiresPython,
  providesExtra,
  dynamicField,
  importName,
  licenseTwice,
  licenseExpression,
  licenseFilePath,
  licenseFileMissing,
  // The files.
  normalizedFilename,
  platformTag,
  newerPlatformTag,
  fileSize,
  fileSizeLimit,
  wheelVersion,
  wheelTags,
  wheelRecord,
  recordHash,
  entryPoints,
  forbiddenContent,
  // The release.
  projectSpelling,
  oneSdist,
  sameDistribution,
  ...DESCRIPTION_RULES,
];
