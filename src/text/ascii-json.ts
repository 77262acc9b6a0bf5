/**
 * JSON in printable ASCII: what a terminal or a log would act upon (controls, text that
 * runs backwards, `##[` of a job's log) is escaped, and reads back as it was.
 * @param mask applied to every text
 */
export function asciiJson(data: unknown, mask: (text: string) => string): string {
  const masked = (_key: string, value: unknown) =>
    typeof value === 'string' ? mask(value) : value;
  return JSON.stringify(data, masked, 2)
    .replaceAll('##[', '##\\u005b')
    .replace(/[^\n\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
