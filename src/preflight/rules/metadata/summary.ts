import { codePoints, PYTHON_LINE_END } from '../../../text/python-text.ts';
import { formValue, type MetadataFinding, metadataRule } from '../../metadata-rule.ts';

const MOST_CHARACTERS = 512;
const LINE_END = new RegExp(`[${PYTHON_LINE_END}]`);

/** Whether a text has no line end of Python's `str.splitlines`. */
export function isOneLine(text: string): boolean {
  return !LINE_END.test(text);
}

export const summaryRule = metadataRule(
  'summary',
  "'summary' must be a single line (400; also more than 512 characters)",
  (metadata) => {
    const text = formValue(metadata, 'Summary') ?? '';
    const length = codePoints(text);
    const findings: MetadataFinding[] = [];
    if (!isOneLine(text)) {
      findings.push({
        message: 'its Summary has more than one line',
        remedy:
          'Make `description` in pyproject.toml one line; the long text belongs into `readme`.',
      });
    }
    if (length > MOST_CHARACTERS) {
      findings.push({
        message: `its Summary has ${length} characters; the maximum is ${MOST_CHARACTERS}`,
        remedy: 'Shorten `description` in pyproject.toml; the long text belongs into `readme`.',
      });
    }
    return findings;
  },
);
