import { DESCRIPTION_RULES } from '../description.ts';
import type { PreflightRule } from '../rule.ts';
import { entryPoints } from './files/entry-points.ts';
import { fileSize, fileSizeLimit } from './files/file-size.ts';
import { forbiddenContent } from './files/forbidden-content.ts';
import { normalizedFilename } from './files/normalized-filename.ts';
import { newerPlatformTag, platformTag } from './files/platform-tag.ts';
import { wheelTags, wheelVersion } from './files/wheel-file.ts';
import { recordHash, wheelRecord } from './files/wheel-record.ts';
import {
  deprecatedClassifier,
  misspelledClassifier,
  privateClassifier,
  unknownClassifier,
} from './metadata/classifier.ts';
import { descriptionContentType } from './metadata/description-content-type.ts';
import { dynamicField } from './metadata/dynamic-field.ts';
import { emailAddress } from './metadata/email-address.ts';
import { fieldAge } from './metadata/field-age.ts';
import { importName } from './metadata/import-name.ts';
import { licenseExpression, licenseTwice } from './metadata/license.ts';
import { licenseFileMissing } from './metadata/license-file-missing.ts';
import { licenseFilePath } from './metadata/license-file-path.ts';
import { localVersion } from './metadata/local-version.ts';
import { metadataEncoding } from './metadata/metadata-encoding.ts';
import { metadataVersion, newerMetadataVersion } from './metadata/metadata-version.ts';
import { projectUrl } from './metadata/project-url.ts';
import { providesExtra } from './metadata/provides-extra.ts';
import { repeatedField } from './metadata/repeated-field.ts';
import { directReference, requirement } from './metadata/requirement.ts';
import { requiresPython } from './metadata/requires-python.ts';
import { summaryRule } from './metadata/summary.ts';
import { twoDescriptions } from './metadata/two-descriptions.ts';
import { unknownField } from './metadata/unknown-field.ts';
import { webUrl } from './metadata/web-url.ts';
import { oneSdist } from './release/one-sdist.ts';
import { projectSpelling } from './release/project-spelling.ts';
import { sameDistribution } from './release/same-distribution.ts';

/** Every rule, in the order in which findings are shown. */
export const PREFLIGHT_RULES: readonly PreflightRule[] = [
  // The metadata as a whole.
  metadataVersion,
  newerMetadataVersion,
  metadataEncoding,
  fieldAge,
  repeatedField,
  unknownField,
  // Its fields.
  localVersion,
  summaryRule,
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
