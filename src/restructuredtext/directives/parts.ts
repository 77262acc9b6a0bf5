import { FIELD_MARKER } from '../blocks/lists.ts';
import { report } from '../document.ts';
import { normalizeName } from '../escapes.ts';
import { append } from '../node.ts';
import { type DirectiveCall, named } from './directive-class.ts';
import { readGroup, readTitle, requireContent, requireStructure } from './directive-parts.ts';
import { anything, choice, classNames, flag, integer, required } from './option-value.ts';

function contents(call: DirectiveCall): void {
  if (!requireStructure(call)) return;
  const { scan, line } = call;
  const { names, references } = scan.parser.document;
  const seen = references.length;
  const title = readTitle(call) ?? 'Contents';
  // Without sections the title vanishes, and what it refers to is never looked for.
  references.length = seen;
  append(scan.parent, 'contents', line);
  const name = normalizeName(title);
  if (!names.has(name)) names.addImplicit(name, { line });
}

/** Header and footer: read, and not part of the page. */
function decoration(call: DirectiveCall): void {
  if (!requireContent(call)) return;
  const { scan, line, content } = call;
  scan.parser.parse(content, { kind: 'element', line, children: [] });
}

/** A list of fields, which become `<meta>` elements. */
function meta(call: DirectiveCall): void {
  if (!requireContent(call)) return;
  const { scan, line, content } = call;
  const bad = content.lines.find(
    (each) => each !== '' && !each.startsWith(' ') && !FIELD_MARKER.test(each),
  );
  if (bad !== undefined || content.lines[0]?.startsWith(' ')) {
    report(scan.parser.document, 'directive-content', line, 'Invalid meta directive.');
  }
}

const ANY_INTEGER = integer(Number.NEGATIVE_INFINITY);

function nothing({ scan, line }: DirectiveCall): void {
  append(scan.parent, 'invisible', line);
}

export const PARTS = [
  ...named('contents', {
    optionalArguments: 1,
    hasText: true,
    options: {
      depth: integer(0),
      local: flag,
      backlinks: choice('top', 'entry', 'none'),
      class: classNames,
    },
    run: contents,
  }),
  ...named('sectnum section-numbering', {
    options: { depth: ANY_INTEGER, start: ANY_INTEGER, prefix: required, suffix: required },
    run: nothing,
  }),
  ...named('header footer', { hasContent: true, run: decoration }),
  ...named('meta', { hasContent: true, run: meta }),
  ...named('title', { requiredArguments: 1, hasText: true, run: nothing }),
  ...named('target-notes', { options: { class: classNames, name: anything }, run: nothing }),
  ...named('restructuredtext-test-directive', {
    optionalArguments: 1,
    hasText: true,
    options: { option: required },
    hasContent: true,
    run: (call: DirectiveCall) =>
      void readGroup({ ...call, content: { ...call.content, lines: [] } }),
  }),
];
