export { equal } from '../real-distributions/published.ts';

/** @throws {Error} showing the text, unless it has what is looked for. */
export function matches(text: string, wanted: RegExp): void {
  if (!wanted.test(text)) throw new Error(`${wanted} is not in\n${text}`);
}
