import { type Document, report } from '../document.ts';

/**
 * Gives numbers to footnotes that have none, and looks whether there are enough of them. A
 * reference with a label that no such footnote has takes one without a label.
 */
export function checkFootnotes(document: Document): void {
  const { names, autoFootnotes, autoFootnoteReferences, symbolFootnotes } = document;
  let number = 1;
  for (const { name, line } of autoFootnotes) {
    while (names.has(String(number))) number++;
    if (name === '') names.addExplicit(String(number), { line });
    number++;
  }
  const labels = new Set(autoFootnotes.map(({ name }) => name));
  const available = autoFootnotes.filter(({ name }) => name === '').length;
  const takers = autoFootnoteReferences.filter(({ name }) => name === '' || !labels.has(name));
  const tooMany = takers[available];
  if (tooMany !== undefined) {
    const text = `Too many autonumbered footnote references: only ${available} corresponding footnotes available.`;
    report(document, 'footnote-count', tooMany.line, text);
  }
  const extra = document.symbolFootnoteReferences[symbolFootnotes.length];
  if (extra !== undefined) {
    const text = `Too many symbol footnote references: only ${symbolFootnotes.length} corresponding footnotes available.`;
    report(document, 'footnote-count', extra.line, text);
  }
}
