import type { Distribution } from '../../packaging/distribution.ts';
import { normalizeProjectName } from '../../packaging/project-name.ts';
import { formatVersion, parseVersion, type Version } from '../../packaging/version.ts';
import { compareVersions } from '../../packaging/version-order.ts';

/** A tag and the version that it names, which no distribution has. */
export interface TagMismatch {
  readonly tag: string;
  /** In normal form. */
  readonly version: string;
}

/** The end of a tag, read as a version, and what is before it. */
interface Reading {
  readonly prefix: string;
  readonly version: Version;
}

const TAGS = 'refs/tags/';
/** Longer tags are not looked at: each reading is as long as the tag. */
const MOST_CHARACTERS = 200;

/**
 * Compares the tag of a run with the versions of its distributions (PEP 440). A tag may have a
 * prefix: `v1.0`, `name-1.0`, `name/v1.0`, `name@1.0`; where that is the name of a project, the
 * distributions of this project count.
 * @param ref the run's git ref, such as `refs/tags/v1.0`
 * @returns undefined where a distribution has the version, where the ref is not a tag, and where
 *   the tag ends in no version
 */
export function tagMismatch(
  ref: string | undefined,
  distributions: readonly Distribution[],
): TagMismatch | undefined {
  const tag = tagOf(ref);
  if (tag === undefined) return undefined;
  const projects = new Set(distributions.map(({ project }) => project));
  const readings = versionsOf(tag, projects);
  const [longest] = readings;
  if (!longest) return undefined;
  const matches = readings.some(({ prefix, version }) => {
    const project = projectOf(prefix, projects);
    return distributions
      .filter((one) => project === undefined || one.project === project)
      .some(({ parsedFilename }) => isVersion(parsedFilename.version, version));
  });
  return matches ? undefined : { tag, version: formatVersion(longest.version) };
}

/** Whether a ref is a tag that ends in a version. */
export function namesVersion(
  ref: string | undefined,
  distributions: readonly Distribution[],
): boolean {
  const tag = tagOf(ref);
  const projects = new Set(distributions.map(({ project }) => project));
  return tag !== undefined && versionsOf(tag, projects).length > 0;
}

function tagOf(ref: string | undefined): string | undefined {
  return ref?.startsWith(TAGS) ? ref.slice(TAGS.length) : undefined;
}

/** A version begins after a separator, or after a project's name; the longest reading is first. */
function versionsOf(tag: string, projects: ReadonlySet<string>): readonly Reading[] {
  if (tag.length > MOST_CHARACTERS) return [];
  return [...tag.matchAll(/(?<![0-9.+!])v?[0-9]/gi)].flatMap(({ index }) => {
    const prefix = tag.slice(0, index);
    const version = parseVersion(tag.slice(index));
    if (!version) return [];
    const isProject = projectOf(prefix, projects) !== undefined;
    // `build-42` is a number; `v42` and `name-42` are versions.
    const isPlain = prefix === '' || isProject || version.release.length > 1;
    return isPlain && (isProject || /(?:^|[-_/@=])$/.test(prefix)) ? [{ prefix, version }] : [];
  });
}

/** The project that a prefix names: `widget-`, `packages/widget/`. */
function projectOf(prefix: string, projects: ReadonlySet<string>): string | undefined {
  const name =
    prefix
      .replace(/(?<![-_./@=])[-_./@=]+$/, '')
      .split('/')
      .at(-1) ?? '';
  const project = normalizeProjectName(name);
  return projects.has(project) ? project : undefined;
}

/** As `==` of PEP 440: a local version is one of its public version. */
function isVersion(version: Version, wanted: Version): boolean {
  const compared = wanted.local === undefined ? { ...version, local: undefined } : version;
  return compareVersions(compared, wanted) === 0;
}
