/** Where the reason stands in an error page, most telling first. */
const PLACES = [
  // Bottle, and so pypiserver, whose title is the status only; a page without a reason says None.
  /<pre>(?!None<)([^<]{1,2000})<\/pre>/i,
  // Nexus, whose title is its own name.
  /<div class="content-section">([^<]{1,2000})</i,
  // PyPI.
  /<title>([^<]{1,2000})<\/title>/i,
];

/**
 * What an error page in HTML says.
 * @returns text with its character references as they are, or undefined when nothing is where it is looked for
 */
export function htmlDetail(html: string): string | undefined {
  for (const place of PLACES) {
    const found = place.exec(html)?.[1];
    if (found !== undefined && found.trim() !== '') return found;
  }
  return undefined;
}
