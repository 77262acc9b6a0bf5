import { makeFinding } from '../make-finding.ts';
import type { Check } from './check.ts';

/** What the index that files come from does to evidence, where another one gives it. */
export const checkOwnIndex: Check = ({ index, ownIndex, evidence }) => {
  const isElsewhere = index.kind === 'gone' || index.kind === 'other-bytes';
  if (isElsewhere && ownIndex.kind === 'has-file') {
    const message = `${ownIndex.title} has this file, and the public index has the name without it`;
    return [makeFinding('index-origin-changed', message)];
  }
  if (evidence.kind === 'read' && ownIndex.kind === 'has-file' && !ownIndex.passesProvenance) {
    const message = `${ownIndex.title} has the same bytes and names no provenance`;
    return [makeFinding('provenance-stripped', message)];
  }
  return [];
};
