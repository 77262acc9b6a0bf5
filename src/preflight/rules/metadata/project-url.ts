import { webUrlDefect } from '../../../packaging/web-url.ts';
import { codePoints, stripSpace } from '../../../text/python-text.ts';
import { formValues, type MetadataFinding, metadataRule } from '../../metadata-rule.ts';
import { quoted } from '../../rule.ts';

const LONGEST_LABEL = 32;
const REMEDY = 'Fix `[project.urls]` in pyproject.toml.';

export const projectUrl = metadataRule(
  'project-url',
  "'x' must be 32 characters or less. (400; also invalid labels and URLs)",
  (metadata) => {
    const labels = new Set<string>();
    const findings: MetadataFinding[] = [];
    for (const value of formValues(metadata, 'Project-URL')) {
      const comma = value.indexOf(',');
      const label = stripSpace(comma === -1 ? value : value.slice(0, comma));
      const url = comma === -1 ? '' : stripSpace(value.slice(comma + 1));
      const defect = labels.has(label) ? 'its label comes twice' : entryDefect(label, url);
      labels.add(label);
      if (defect !== undefined) {
        findings.push({
          message: `its Project-URL ${quoted(value)}: ${defect}`,
          remedy: REMEDY,
        });
      }
    }
    return findings;
  },
);

function entryDefect(label: string, url: string): string | undefined {
  if (label === '') return 'it has no label';
  const length = codePoints(label);
  if (length > LONGEST_LABEL) {
    return `its label has ${length} characters; the maximum is ${LONGEST_LABEL}`;
  }
  if (url === '') return 'it has no URL; it must be "label, URL"';
  const defect = webUrlDefect(url);
  return defect === undefined ? undefined : `its URL ${defect}`;
}
