import type { Distribution } from '../packaging/distribution.ts';
import type { Defect, DefectClass } from '../restructuredtext/defect.ts';
import { lintDescription } from '../restructuredtext/lint.ts';
import { type Finding, PYPI_INDEXES, type Rule } from './rule.ts';

/** Findings shown for one description: what comes later is often a consequence. */
const SHOWN = 8;

/**
 * PyPI: "The description failed to render for 'text/x-rst'." (400, seen 2026-08), as
 * readme_renderer with docutils does it.
 */
export const descriptionRenders: Rule = {
  id: 'description-renders',
  pypi: "The description failed to render for 'text/x-rst'. (400)",
  concerns: 'metadata',
  errorOn: PYPI_INDEXES,
  check: ({ distributions }) => findings(distributions, 'error'),
};

/** What this linter cannot tell. */
export const descriptionMayNotRender: Rule = {
  id: 'description-may-not-render',
  pypi: 'May refuse it; a description of more than a mebibyte is not looked at here.',
  concerns: 'metadata',
  errorOn: [],
  check: ({ distributions }) => findings(distributions, 'warning'),
};

/** Both, for the list of rules. */
export const DESCRIPTION_RULES: readonly Rule[] = [descriptionRenders, descriptionMayNotRender];

/** Wheels and sdists of a release have one description as a rule: what is wrong is said once. */
function findings(
  distributions: readonly Distribution[],
  certainty: DefectClass['certainty'],
): readonly Finding[] {
  const sameDescription = Map.groupBy(distributions, ({ metadata }) => {
    const types = metadata.fields.filter(({ name }) => /^description-content-type$/i.test(name));
    return JSON.stringify([metadata.description, types.map(({ value }) => value)]);
  });
  return [...sameDescription.values()].flatMap((files) => {
    const [first, ...others] = files;
    const defects = first === undefined ? [] : lintDescription(first.metadata);
    const found = defects.filter((defect) => defect.class.certainty === certainty);
    const more = found.length - SHOWN;
    return found.slice(0, SHOWN).map((defect, index) => {
      const isLast = index === SHOWN - 1 && more > 0;
      return {
        filename: others.length === 0 ? first?.filename : undefined,
        message: `${describe(defect, certainty)}${isLast ? ` (and ${more} more of the kind)` : ''}`,
        remedy: defect.class.remedy,
      };
    });
  });
}

function describe({ line, text }: Defect, certainty: DefectClass['certainty']): string {
  const place = line === undefined ? 'the description' : `line ${line} of the description`;
  const failed = certainty === 'error' ? 'does not render' : 'may not render';
  return `${place} ${failed}: ${text.replace(/\.$/, '')}`;
}
