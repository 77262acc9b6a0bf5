import { splitAtSpace } from '../../text/python-text.ts';
import { report } from '../document.ts';
import { append } from '../node.ts';
import { type DirectiveCall, named } from './directive-class.ts';
import { readGroup, requireContent } from './directive-parts.ts';
import { decodeCharacter, flag } from './option-value.ts';

function requireEmbedding({ scan, name, line, isEmbedded }: DirectiveCall): boolean {
  if (isEmbedded) return true;
  const text = `Invalid context: the "${name}" directive can only be used within a substitution definition.`;
  report(scan.parser.document, 'misplaced-directive', line, text);
  return false;
}

function replace(call: DirectiveCall): void {
  if (!requireEmbedding(call) || !requireContent(call)) return;
  const { scan, name, line } = call;
  const { children } = readGroup(call);
  if (children.length === 1 && children[0]?.kind === 'paragraph') {
    append(scan.parent, 'inline', line);
    return;
  }
  const text = `Error in "${name}" directive: may contain a single paragraph only.`;
  report(scan.parser.document, 'misplaced-directive', line, text);
}

function unicode(call: DirectiveCall): void {
  if (!requireEmbedding(call)) return;
  const {
    scan,
    line,
    arguments: [text = ''],
  } = call;
  const [codes = ''] = text.split(/(?:^|[ \n])\.\. /);
  const bad = splitAtSpace(codes).find((code) => decodeCharacter(code) === undefined);
  if (bad !== undefined) {
    report(scan.parser.document, 'directive-argument', line, `Invalid character code: ${bad}`);
  } else if (splitAtSpace(codes).length > 0) {
    append(scan.parent, 'inline', line);
  }
}

function date(call: DirectiveCall): void {
  if (requireEmbedding(call)) append(call.scan.parent, 'inline', call.line);
}

export const SUBSTITUTIONS = [
  ...named('replace', { hasContent: true, run: replace }),
  ...named('unicode', {
    requiredArguments: 1,
    hasText: true,
    options: { trim: flag, ltrim: flag, rtrim: flag },
    run: unicode,
  }),
  ...named('date', { hasContent: true, run: date }),
];
