import type { PublishError } from '../errors.ts';
import { fittingText, SUMMARY_BYTES } from '../text/fitting.ts';
import { markdownCode, markdownLink, markdownText } from '../text/markdown.ts';
import type { Guide } from './guide.ts';

/**
 * What happened, what it means and what to do, as paragraphs of Markdown.
 * @param site the index's own, whose pages a remedy links
 */
export function failureParts(
  error: PublishError,
  meaning: string,
  guide: Guide,
  site?: string,
): readonly string[] {
  const remedy = fittingText(error.remedy, SUMMARY_BYTES.message);
  return [
    messageText(fittingText(error.message, SUMMARY_BYTES.message), site),
    markdownText(meaning),
    `<b>What to do</b><br>${preformatted(remedy, site)}`,
    `More: ${guideText(guide(error.code))}`,
  ];
}

/** A page that is filled in has a long address, which no line of the summary holds. */
function shortened(url: string): string {
  const query = url.indexOf('?');
  return query > 0 && url.length > 80 ? `${url.slice(0, query)}?…` : url;
}

/** The first line in bold type. What follows it begins no line, which could be a list's. */
function messageText(message: string, site: string | undefined): string {
  const [first = '', ...more] = message.split('\n');
  const bold = `<b>${markdownText(first)}</b>`;
  return more.length === 0 ? bold : `${bold}<br>${preformatted(more.join('\n'), site)}`;
}

function guideText(place: string): string {
  return place.startsWith('https://')
    ? markdownLink('troubleshooting', place)
    : markdownCode(place);
}

const STATUS_PAGE =
  /^https:\/\/(?:status\.sigstore\.dev|status\.python\.org|www\.githubstatus\.com)(?:\/|$)/;

/**
 * Texts hold blocks to paste, whose indents matter, and links of our own making. They
 * repeat names from outside as well (of environments), and those make no link.
 */
function preformatted(text: string, site: string | undefined): string {
  const isOurs = (url: string) =>
    STATUS_PAGE.test(url) || (site !== undefined && url.startsWith(`${site}/`));
  const shown = text
    .split(/(https?:\/\/[^\s<>"')]+[^\s<>"').,])/)
    .map((part, place) =>
      place % 2 === 1 && isOurs(part) ? markdownLink(shortened(part), part) : markdownText(part),
    )
    .join('');
  return /(?:^|\n) {2}/.test(text) ? `<pre>${shown}</pre>` : shown;
}
