import { displayUrl } from '../http/url.ts';
import type { RekorApiVersions } from '../sigstore/model/client-trust-config.ts';

/** How many uploads an index handles at once (docs/decisions/0015-uploads-at-once.md). */
export type UploadPolicy =
  /**
   * PyPI's code: the database serialises the uploads of one project and ends some in deadlocks where
   * three or more meet. `first` at once for each project to begin with; up to `most` while the
   * throughput rises.
   */
  | { readonly kind: 'locked-projects'; readonly first: number; readonly most: number }
  /** Any other index: `first` at once over all projects, one more for each upload that succeeds. */
  | { readonly kind: 'shared'; readonly first: number };

/** What is known of an index before it is asked anything. */
export interface IndexProfile {
  readonly kind: IndexKind;
  /** The index as a person calls it. */
  readonly title: string;
  /** Where files are uploaded (the legacy upload API); shown by {@link shownUploadUrl} only. */
  readonly uploadUrl: string;
  /** The root of the Simple API with a slash at its end, where it is known. */
  readonly simpleUrl: string | undefined;
  /** The site that people look at, without a slash at its end. */
  readonly siteUrl: string;
  /** Whether that site has PyPI's pages of projects and versions. */
  readonly hasProjectPages: boolean;
  /** The audience of ID tokens, where it is known, or given, without asking. */
  readonly audience: string | undefined;
  /** The logs whose entries the index accepts, the preferred one first. */
  readonly rekorApiVersions: RekorApiVersions;
  /** Where the index says how it is doing. */
  readonly statusPage: string | undefined;
  readonly uploadPolicy: UploadPolicy;
}

/**
 * PyPI accepts only Rekor v1 entries: it does not read the timestamps that a Rekor v2 entry needs
 * (pypi/pypi-attestations#143 and #147, as of 2026-12). Once it does, this line becomes `[2, 1]`.
 */
export const PYPI_REKOR_API_VERSIONS: RekorApiVersions = [1];

/** Another index gets entries of a Rekor v2 log only where its Sigstore has no Rekor v1 log. */
const OTHER_REKOR_API_VERSIONS: RekorApiVersions = [1, 2];

// Measured with Warehouse 6b62157 on PostgreSQL 15 (2026-12-01): no deadlock with two at once.
const PYPI_UPLOADS: UploadPolicy = { kind: 'locked-projects', first: 2, most: 4 };
// As many connections as a browser opens to one host.
const OTHER_UPLOADS: UploadPolicy = { kind: 'shared', first: 6 };

const PYPI: IndexProfile = {
  kind: 'pypi',
  title: 'PyPI',
  uploadUrl: 'https://upload.pypi.org/legacy/',
  simpleUrl: 'https://pypi.org/simple/',
  siteUrl: 'https://pypi.org',
  hasProjectPages: true,
  audience: 'pypi',
  rekorApiVersions: PYPI_REKOR_API_VERSIONS,
  statusPage: 'https://status.python.org',
  uploadPolicy: PYPI_UPLOADS,
};

const TESTPYPI: IndexProfile = {
  kind: 'testpypi',
  title: 'TestPyPI',
  uploadUrl: 'https://test.pypi.org/legacy/',
  simpleUrl: 'https://test.pypi.org/simple/',
  siteUrl: 'https://test.pypi.org',
  hasProjectPages: true,
  audience: 'testpypi',
  rekorApiVersions: PYPI_REKOR_API_VERSIONS,
  statusPage: 'https://status.python.org',
  uploadPolicy: PYPI_UPLOADS,
};

/** The upload URL used where a workflow names none. */
export const DEFAULT_UPLOAD_URL: string = PYPI.uploadUrl;

/**
 * The profile that belongs to an upload URL. Any index but PyPI and TestPyPI is taken to
 * have PyPI's paths where its upload URL ends as PyPI's does; otherwise its Simple API is
 * unknown, and what it has cannot be looked up.
 * @param uploadUrl an absolute URL
 * @param indexUrl the root of the Simple API, where the workflow names it
 */
export function indexProfile(uploadUrl: string, indexUrl?: string): IndexProfile {
  const url = new URL(uploadUrl);
  if (url.host === 'upload.pypi.org' || url.host === 'pypi.org') return PYPI;
  if (url.host === 'test.pypi.org') return TESTPYPI;
  return {
    kind: 'other',
    title: url.host,
    uploadUrl: url.href,
    simpleUrl: indexUrl ?? pypiSimpleUrl(url),
    siteUrl: url.origin,
    hasProjectPages: hasPypiPaths(url),
    audience: undefined,
    rekorApiVersions: OTHER_REKOR_API_VERSIONS,
    statusPage: undefined,
    uploadPolicy: hasPypiPaths(url) ? PYPI_UPLOADS : OTHER_UPLOADS,
  };
}

function hasPypiPaths(uploadUrl: URL): boolean {
  return uploadUrl.pathname.endsWith('/legacy/');
}

/** Where PyPI would have its Simple API; a URL without a host (`mailto:`) has no such place. */
function pypiSimpleUrl(uploadUrl: URL): string | undefined {
  return hasPypiPaths(uploadUrl) ? URL.parse('/simple/', uploadUrl.href)?.href : undefined;
}

/** The upload URL as it may be shown: its query may hold a secret. */
export function shownUploadUrl({ uploadUrl }: IndexProfile): string {
  return displayUrl(new URL(uploadUrl));
}

/**
 * The page of a project, or of one version of it. Where the index has none such it is the
 * project's list of files in the Simple API, or, where that is unknown, the index itself.
 */
export function projectPage(index: IndexProfile, project: string, version?: string): string {
  if (!index.hasProjectPages) {
    return index.simpleUrl === undefined
      ? shownUploadUrl(index)
      : `${index.simpleUrl}${encodeURIComponent(project)}/`;
  }
  const path = version === undefined ? '' : `${encodeURIComponent(version)}/`;
  return `${index.siteUrl}/project/${encodeURIComponent(project)}/${path}`;
}

/** The place of one file on its version's page. */
export function filePage(
  index: IndexProfile,
  file: { readonly project: string; readonly version: string; readonly filename: string },
): string {
  return `${projectPage(index, file.project, file.version)}#${encodeURIComponent(file.filename)}`;
}

/** Which index a release goes to: PyPI's rules are known, others' are not. */
export type IndexKind = 'pypi' | 'testpypi' | 'other';
