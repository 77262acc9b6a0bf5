import { SIMPLE_NAME } from '../characters.ts';
import { report } from '../document.ts';
import { DEFAULT_ROLE, findRole } from '../inline/role.ts';
import { append } from '../node.ts';
import { DirectiveProblem, directiveBlock } from './directive-block.ts';
import { type DirectiveCall, named } from './directive-class.ts';
import { readGroup } from './directive-parts.ts';
import { anything, classNames } from './option-value.ts';

const ROLE = new RegExp(`^(${SIMPLE_NAME})\\s*(?:\\(\\s*(${SIMPLE_NAME})\\s*\\)\\s*)?$`, 'v');

/** Classes for what is inside of it, or for the next element. */
function classDirective(call: DirectiveCall): void {
  const {
    scan,
    name,
    line,
    content,
    arguments: [classes = ''],
  } = call;
  if (classNames(classes) !== undefined) {
    const text = `Invalid class attribute value for "${name}" directive: "${classes}".`;
    report(scan.parser.document, 'directive-argument', line, text);
  } else if (content.lines.length === 0) {
    append(scan.parent, 'class', line);
  } else {
    scan.parent.children.push(...readGroup(call).children);
  }
}

/** `.. role:: name(base)`. */
function role(call: DirectiveCall): void {
  const { scan, name, line, content } = call;
  const { document } = scan.parser;
  const problem = (text: string) => report(document, 'directive-argument', line, text);
  const [first = '', ...others] = content.lines;
  if (content.first > line + 1 || first === '') {
    problem(`"${name}" directive requires arguments on the first line.`);
    return;
  }
  const [, newName, base = ''] = ROLE.exec(first) ?? [];
  if (newName === undefined) {
    problem(`"${name}" directive arguments not valid role names: "${first}".`);
    return;
  }
  const kind = findRole(document, base);
  if (kind === undefined) {
    report(document, 'unknown-role', line, `Unknown interpreted text role "${base}".`);
    return;
  }
  const parts = roleOptions(others, base);
  if (parts instanceof DirectiveProblem) {
    report(document, parts.defect, line, `Error in "${name}" directive: ${parts.text}.`);
  } else if (!parts.options.has('class') && classNames(newName) !== undefined) {
    problem(`Invalid argument for "${name}" directive: ${classNames(newName)}.`);
  } else {
    document.roles.set(newName.toLowerCase(), kind);
  }
}

/** What a new role takes is what the role that it is based on takes. */
function roleOptions(lines: readonly string[], base: string) {
  const options = {
    class: classNames,
    ...(base === 'raw' ? { format: anything } : {}),
    ...(base === 'code' ? { language: anything } : {}),
  };
  const isSeparated = lines[0] === '' && lines[1] === '';
  const block = { lines: lines[0] === '' ? lines.slice(1) : lines, first: 0 };
  return directiveBlock(block, { options, run: () => undefined }, isSeparated);
}

function defaultRole({ scan, line, arguments: [name] }: DirectiveCall): void {
  const { document } = scan.parser;
  if (name === undefined) {
    document.roles.delete(DEFAULT_ROLE);
    return;
  }
  const kind = findRole(document, name);
  if (kind === undefined) {
    report(document, 'unknown-role', line, `Unknown interpreted text role "${name}".`);
  } else {
    document.roles.set(DEFAULT_ROLE, kind);
  }
}

export const CLASSES_AND_ROLES = [
  ...named('class rst-class', {
    requiredArguments: 1,
    hasText: true,
    hasContent: true,
    run: classDirective,
  }),
  ...named('role', { hasContent: true, run: role }),
  ...named('default-role', { optionalArguments: 1, run: defaultRole }),
];
