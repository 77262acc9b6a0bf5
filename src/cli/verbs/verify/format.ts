import { VERSION } from '../../../process/version.ts';
import type { VerifyReport } from '../../../provenance/report.ts';
import { asciiJson } from '../../../text/ascii-json.ts';
import { sarif } from '../../../verify/report/sarif.ts';
import { verifyDocument } from '../../../verify/report/verify-data.ts';
import { verifyMarkdown } from '../../../verify/report/verify-markdown.ts';
import { renderPlain } from '../../terminal/text.ts';
import type { VerifyView } from './concern-text.ts';
import { verifyText } from './text.ts';

/** How a report can be written. */
export const FORMATS = ['columns', 'json', 'sarif', 'markdown'] as const;

export type VerifyFormat = (typeof FORMATS)[number];

/** A report in a format, with a line end at its end. */
export function formatted(report: VerifyReport, format: VerifyFormat, view: VerifyView): string {
  switch (format) {
    case 'columns':
      return renderPlain(verifyText(report, view));
    case 'json':
      return json(verifyDocument(report));
    case 'sarif':
      return json(sarif(report, { ...view, version: VERSION }));
    case 'markdown':
      return verifyMarkdown(report, view.workspace, view.now);
  }
}

const json = (data: unknown): string => `${asciiJson(data, (text) => text)}\n`;
