import { type Line, paragraph, styled, type Text } from '../terminal/text.ts';
import { COMMON_OPTIONS, type Option } from './option.ts';
import type { Example, Verb } from './verb.ts';

const NAME = 'pypi-trusted-publish';
const INDENT = 8;
const BLANK: Line = [];

/** The help of the command as a whole. */
export function generalHelp(verbs: readonly Verb[]): Text {
  return [
    ...paragraph(
      `${NAME} publishes Python distributions with Trusted Publishing and PEP 740 attestations, sets projects up for it, and shows what an index or a verifier would see.`,
    ),
    BLANK,
    ...heading('Usage'),
    [`  ${NAME} VERB [OPTIONS] [FILES…]`],
    BLANK,
    ...heading('Verbs'),
    ...verbs.flatMap(({ name, summary }) => paragraph(summary, 12, `  ${name}`)),
    BLANK,
    [`  ${NAME} VERB --help tells more, with examples.`],
    [`  ${NAME} --version`],
    BLANK,
    ...heading('New here?'),
    ...paragraph('In the folder of a project, with git:', 2),
    [`  ${NAME} init       writes the workflow, and says what PyPI must know`],
    [`  ${NAME} doctor     says what would go wrong with it`],
    BLANK,
    ...heading('Examples'),
    ...verbs.flatMap(({ examples }) => exampleLines(examples.slice(0, 1))),
    BLANK,
    ...exitCodeLines([
      ...EXIT_CODES,
      'verify: something could not be checked, or nothing was there',
    ]),
  ];
}

/** The help of one verb. */
export function verbHelp({ name, files, about, options, examples, exitCodes }: Verb): Text {
  return [
    ...heading('Usage'),
    [`  ${NAME} ${name} [OPTIONS] ${files}`],
    ...about.flatMap((text) => [BLANK, ...paragraph(text)]),
    BLANK,
    ...heading('Examples'),
    ...exampleLines(examples),
    BLANK,
    ...heading('Options'),
    ...[...options, ...COMMON_OPTIONS].flatMap(optionLines),
    BLANK,
    ...exitCodeLines(exitCodes),
  ];
}

function heading(text: string): Text {
  return [[styled('bold', text)]];
}

function exampleLines(examples: readonly Example[]): Text {
  return examples.flatMap(([command, what]) => [...paragraph(`# ${what}`, 2), [`  ${command}`]]);
}

function optionLines(option: Option): Text {
  return [[`  ${synopsis(option)}`], ...paragraph(option.help, INDENT)];
}

function synopsis(option: Option): string {
  const { name, short, kind, choices, placeholder = choices?.join('|') ?? 'VALUE' } = option;
  const names = `${short === undefined ? '' : `-${short}, `}--${name}`;
  if (kind !== 'flag') return `${names} ${placeholder}${kind === 'list' ? ' …' : ''}`;
  return choices ? `${names}[=${choices.join('|')}]` : names;
}

const EXIT_CODES = [
  'all is well',
  'it failed, or something is wrong with what was looked at',
  'the command line is wrong; nothing was done',
];

function exitCodeLines(meanings: readonly string[] = EXIT_CODES): Text {
  return [
    ...heading('Exit codes'),
    ...meanings.flatMap((meaning, code) => paragraph(meaning, 5, `  ${code}`)),
  ];
}
