import { seeCoreMetadata } from './form-rules.ts';
import { refuse } from './refusal.ts';
import type { UploadForm } from './upload-form.ts';
import { parseVersion, type Version } from './version.ts';

const METADATA_VERSIONS = ['1.0', '1.1', '1.2', '2.1', '2.2', '2.3', '2.4', '2.5'];

/** Form fields of which there is one, with the Metadata-Version that introduced them. */
const SINGLE: Readonly<Record<string, string>> = {
  metadata_version: '1.0',
  name: '1.0',
  version: '1.0',
  summary: '1.0',
  description: '1.0',
  keywords: '1.0',
  home_page: '1.0',
  author: '1.0',
  author_email: '1.0',
  license: '1.0',
  download_url: '1.1',
  maintainer: '1.2',
  maintainer_email: '1.2',
  requires_python: '1.2',
  description_content_type: '2.1',
  license_expression: '2.4',
};

/** Form fields that may be repeated. */
const LISTS: Readonly<Record<string, string>> = {
  platform: '1.0',
  supported_platform: '1.1',
  classifiers: '1.1',
  requires: '1.1',
  provides: '1.1',
  obsoletes: '1.1',
  requires_dist: '1.2',
  provides_dist: '1.2',
  obsoletes_dist: '1.2',
  requires_external: '1.2',
  project_urls: '1.2',
  provides_extra: '2.1',
  dynamic: '2.2',
  license_file: '2.4',
  import_name: '2.5',
  import_namespace: '2.5',
};

/** Names as errors write them, where the form's name differs. */
const EMAIL_NAMES: Readonly<Record<string, string>> = {
  classifiers: 'classifier',
  project_urls: 'project-url',
};

export interface FormMetadata {
  readonly name: string;
  readonly version: Version;
  readonly requiresPython: string | undefined;
  readonly licenseFiles: readonly string[];
}

const invalid = (problem: string): never => refuse(400, seeCoreMetadata(`${problem}.`));

/**
 * The metadata in the form, which is what counts at PyPI, whatever the archive says. Checked as far
 * as needs no list of classifiers or licences and no rendering. Throws the first Refusal.
 */
export function checkMetadata(form: UploadForm): FormMetadata {
  const values = (name: string): readonly string[] => {
    const given = form.fields.get(name) ?? [];
    return given.length === 1 && given[0] === '' ? [] : given;
  };
  const one = (name: string): string | undefined => values(name)[0];

  for (const name of Object.keys(SINGLE)) {
    if (values(name).length > 1) invalid(`'${name}' has invalid data`);
  }
  const metadataVersion = one('metadata_version');
  if (metadataVersion === undefined) return invalid('None is not a valid metadata version');
  if (!METADATA_VERSIONS.includes(metadataVersion)) {
    invalid(`'${metadataVersion}' is not a valid metadata version`);
  }
  for (const [name, since] of Object.entries({ ...SINGLE, ...LISTS })) {
    if (values(name).length > 0 && Number(since) > Number(metadataVersion)) {
      const emailName = EMAIL_NAMES[name] ?? name.replaceAll('_', '-');
      invalid(`${emailName} introduced in metadata version ${since}, not ${metadataVersion}`);
    }
  }
  checkSummary(one('summary'));
  checkContentType(one('description_content_type'));
  checkProjectUrls(values('project_urls'));
  checkRequirements(values);
  for (const classifier of values('classifiers')) {
    if (classifier.startsWith('Private ::')) invalid(`'${classifier}' is not a valid classifier`);
  }
  if (one('license') !== undefined && one('license_expression') !== undefined) {
    invalid(
      'License is deprecated when License-Expression is present. Only License-Expression should be present',
    );
  }
  return {
    name: one('name') ?? '',
    version: checkVersion(one('version')),
    requiresPython: one('requires_python'),
    licenseFiles: values('license_file'),
  };
}

function checkVersion(text: string | undefined): Version {
  if (text === undefined) return invalid("'version' is a required field");
  const version = parseVersion(text);
  if (version === undefined) return invalid(`'${text}' is invalid for 'version'`);
  if (version.local !== undefined) {
    invalid(`The use of local versions in '${version.normal}' is not allowed`);
  }
  return version;
}

function checkSummary(summary: string | undefined): void {
  if (summary?.includes('\n')) invalid("'summary' must be a single line");
  // Warehouse counts characters; `length` counts units of UTF-16, of which an emoji is two.
  if (summary !== undefined && summary.replaceAll(/[\s\S]/gu, '.').length > 512) {
    invalid("'summary' field must be 512 characters or less");
  }
}

function checkContentType(value: string | undefined): void {
  if (value === undefined) return;
  const [type = '', ...parameters] = value.split(';').map((part) => part.trim());
  if (!['text/markdown', 'text/plain', 'text/x-rst'].includes(type.toLowerCase())) {
    invalid(
      `'description-content-type' must be one of ['text/markdown', 'text/plain', 'text/x-rst'], not '${value}'`,
    );
  }
  const variant = parameters.find((part) => part.startsWith('variant='))?.slice('variant='.length);
  if (variant !== undefined && !['GFM', 'CommonMark'].includes(variant)) {
    invalid(
      `valid Markdown variants for 'description-content-type' are ['GFM', 'CommonMark'], not '${variant}'`,
    );
  }
}

function checkProjectUrls(urls: readonly string[]): void {
  const labels = new Set<string>();
  for (const url of urls) {
    const comma = url.indexOf(',');
    const label = (comma < 0 ? url : url.slice(0, comma)).trim();
    if (labels.has(label)) invalid("'project_urls' has invalid data");
    labels.add(label);
    if (label === '' || label.length > 32)
      invalid("'project_urls' labels must have 1 to 32 characters");
  }
}

/** A requirement must not point at a URL (PEP 508's `name @ url`). */
function checkRequirements(values: (name: string) => readonly string[]): void {
  for (const name of ['requires_dist', 'provides_dist', 'obsoletes_dist']) {
    for (const requirement of values(name)) {
      if (/^\s*[\w.-]+\s*(?:\[[^\]]*\])?\s*@/.test(requirement)) {
        invalid(`Can't have direct dependency: '${requirement}'`);
      }
      if (!/^\s*[a-z0-9]/i.test(requirement)) {
        invalid(`'${requirement}' is invalid for '${name.replaceAll('_', '-')}'`);
      }
    }
  }
}
