import { FIELD_MARKER } from './field-list.ts';
import { OPTION_MARKER } from './option-list.ts';
import { ADORNMENT } from './section-title.ts';

const MARKERS: readonly RegExp[] = [
  /^(?: |$)/,
  /^[-+*•‣⁃](?: |$)/,
  /^(?:\((?:[0-9]+|[a-zA-Z]|[ivxlcdm]+|[IVXLCDM]+|#)\)|(?:[0-9]+|[a-zA-Z]|[ivxlcdm]+|[IVXLCDM]+|#)[).])(?: |$)/,
  FIELD_MARKER,
  OPTION_MARKER,
  /^(?:>>>|\||\.\.|__)(?: |$)/,
  /^\+-[-+]+-\+ *$/,
  /^=+(?: +=+)+ *$/,
  ADORNMENT,
];

/** Whether a line looks like nothing else than text: then a list of definitions can go on with it. */
export function beginsText(line: string): boolean {
  return !MARKERS.some((marker) => marker.test(line));
}
