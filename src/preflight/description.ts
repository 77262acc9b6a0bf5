import { type CoreMetadata, metadataValue } from '../packaging/core-metadata.ts';
import type { Distribution } from '../packaging/distribution.ts';
import { type Defect, isUncertain, remedyOf } from '../restructuredtext/defects.ts';
import { lintRestructuredText } from '../restructuredtext/restructured-text.ts';
import { stripSpace } from '../text/python-text.ts';
import { type PreflightFinding, type PreflightRule, PYPI_INDEXES } from './rule.ts';

/** Findings shown for one description: what comes later is often a consequence. */
const SHOWN = 8;

/**
 * PyPI: "The description failed to render for 'text/x-rst'." (400, seen 2026-08), as
 * readme_renderer with docutils does it.
 */
export const descriptionRenders: PreflightRule = {
  id: 'description-renders',
  pypi: "The description failed to render for 'text/x-rst'. (400)",
  concerns: 'metadata',
  errorOn: PYPI_INDEXES,
  check: ({ distributions }) => findings(distributions, 'error'),
};

/** What this linter cannot tell. */
export const descriptionMayNotRender: PreflightRule = {
  id: 'description-may-not-render',
  pypi: 'May refuse it; a description of more than a mebibyte is not looked at here.',
  concerns: 'metadata',
  errorOn: [],
  check: ({ distributions }) => findings(distributions, 'warning'),
};

/** Both, for the list of rules. */
export const DESCRIPTION_RULES: readonly PreflightRule[] = [
  descriptionRenders,
  descriptionMayNotRender,
];

type Certainty = 'error' | 'warning';

/** Wheels and sdists of a release have one description as a rule: what is wrong is said once. */
function findings(
  distributions: readonly Distribution[],
  certainty: Certainty,
): readonly PreflightFinding[] {
  const sameDescription = Map.groupBy(distributions, ({ metadata }) => {
    const types = metadata.fields.filter(({ name }) => /^description-content-type$/i.test(name));
    return JSON.stringify([metadata.description, types.map(({ value }) => value)]);
  });
  return [...sameDescription.values()].flatMap((files) => {
    const [first] = files;
    const defects = first === undefined ? [] : lintDescription(first.metadata);
    const found = defects.filter((defect) => isUncertain(defect) === (certainty === 'warning'));
    const more = found.length - SHOWN;
    return found.slice(0, SHOWN).map((defect, index) => {
      const isLast = index === SHOWN - 1 && more > 0;
      return {
        filenames: files.map(({ filename }) => filename),
        message: `${describe(defect, certainty)}${isLast ? ` (and ${more} more of the kind)` : ''}`,
        remedy: remedyOf(defect),
      };
    });
  });
}

function describe({ line, text }: Defect, certainty: Certainty): string {
  const place = line === undefined ? 'the description' : `line ${line} of the description`;
  const failed = certainty === 'error' ? 'does not render' : 'may not render';
  return `${place} ${failed}: ${text.replace(/\.$/, '')}`;
}

/** Where the metadata does not say. */
const DEFAULT_TYPE = 'text/x-rst';

/** Why PyPI would refuse a description; nothing for one that is not there, or not UTF-8. */
export function lintDescription(metadata: CoreMetadata): readonly Defect[] {
  const { description = '', undecodable } = metadata;
  // PyPI accepts UNKNOWN for a field that is not given; setuptools wrote it so.
  const isAbsent = description === '' || stripSpace(description) === 'UNKNOWN';
  if (isAbsent || undecodable.includes('description')) return [];
  switch (contentType(metadataValue(metadata, 'Description-Content-Type'))) {
    case 'text/x-rst':
      return lintRestructuredText(description);
    case 'text/markdown':
      return lintMarkdown(description);
    default:
      return [];
  }
}

/** The type without its parameters. */
function contentType(field = ''): string {
  const [type = ''] = field.split(';');
  return stripSpace(type).toLowerCase() || DEFAULT_TYPE;
}

/**
 * Markdown is never wrong: it fails to render only where there is nothing. (A variant that PyPI
 * does not have fails with the content type itself.)
 */
function lintMarkdown(text: string): readonly Defect[] {
  if (stripSpace(text) !== '') return [];
  return [{ id: 'blank-description', line: undefined, text: 'The description is blank.' }];
}
