import { indexOf, type PublicationIndex } from './publication.ts';
import { optionValue } from './shell-commands.ts';

/** A program that uploads, and what of its command line and environment matters here. */
export interface UploadProgram {
  /** How the command begins, after `python -m`, `uvx`, `pipx run` and the like. */
  readonly words: readonly [program: string, verb: string];
  /** Whether it can do Trusted Publishing by itself. */
  readonly isTrusted: boolean;
  /** Variables that hold its token or password. */
  readonly tokenVariables: readonly RegExp[];
  readonly tokenOptions: readonly string[];
  readonly indexVariables: readonly string[];
  readonly indexOptions: readonly string[];
  /** What it uploads where nothing is named. */
  readonly files: readonly string[];
}

const uv: UploadProgram = {
  words: ['uv', 'publish'],
  isTrusted: true,
  tokenVariables: [/^UV_PUBLISH_(?:TOKEN|PASSWORD)$/],
  tokenOptions: ['--token', '-t', '--password', '-p'],
  indexVariables: ['UV_PUBLISH_URL', 'UV_PUBLISH_INDEX'],
  indexOptions: ['--publish-url', '--index'],
  files: ['dist/*'],
};

const twine: UploadProgram = {
  words: ['twine', 'upload'],
  isTrusted: true,
  tokenVariables: [/^TWINE_PASSWORD$/],
  tokenOptions: ['--password', '-p'],
  indexVariables: ['TWINE_REPOSITORY_URL', 'TWINE_REPOSITORY'],
  indexOptions: ['--repository-url', '--repository', '-r'],
  files: [],
};

const poetry: UploadProgram = {
  words: ['poetry', 'publish'],
  isTrusted: false,
  tokenVariables: [/^POETRY_PYPI_TOKEN_\w+$/, /^POETRY_HTTP_BASIC_\w+_PASSWORD$/],
  tokenOptions: ['--password', '-p'],
  indexVariables: [],
  indexOptions: ['--repository', '-r'],
  files: ['dist/*'],
};

const hatch: UploadProgram = {
  words: ['hatch', 'publish'],
  isTrusted: false,
  tokenVariables: [/^HATCH_INDEX_AUTH$/],
  tokenOptions: ['--auth', '-a'],
  indexVariables: ['HATCH_INDEX_REPO'],
  indexOptions: ['--repo', '-r'],
  files: ['dist/*'],
};

const flit: UploadProgram = {
  words: ['flit', 'publish'],
  isTrusted: false,
  tokenVariables: [/^FLIT_PASSWORD$/],
  tokenOptions: [],
  indexVariables: ['FLIT_INDEX_URL'],
  indexOptions: ['--repository'],
  files: ['dist/*'],
};

const pdm: UploadProgram = {
  words: ['pdm', 'publish'],
  isTrusted: true,
  tokenVariables: [/^PDM_PUBLISH_PASSWORD$/],
  tokenOptions: ['--password', '-P'],
  indexVariables: ['PDM_PUBLISH_REPO'],
  indexOptions: ['--repository', '-r'],
  files: ['dist/*'],
};

const maturinPublish: UploadProgram = {
  words: ['maturin', 'publish'],
  isTrusted: true,
  tokenVariables: [/^MATURIN_(?:PYPI_TOKEN|PASSWORD)$/],
  tokenOptions: ['--password', '-p'],
  indexVariables: ['MATURIN_REPOSITORY_URL', 'MATURIN_REPOSITORY'],
  indexOptions: ['--repository-url', '--repository', '-r'],
  files: [],
};

const maturinUpload: UploadProgram = { ...maturinPublish, words: ['maturin', 'upload'] };

const thisProgram: UploadProgram = {
  words: ['pypi-trusted-publish', 'publish'],
  isTrusted: true,
  tokenVariables: [/^PYPI_TRUSTED_PUBLISH_PASSWORD$/],
  tokenOptions: ['--password-stdin'],
  indexVariables: [],
  indexOptions: ['--repository-url'],
  files: ['dist'],
};

/** Every program that is known to upload. */
const UPLOAD_PROGRAMS: readonly UploadProgram[] = [
  thisProgram,
  uv,
  twine,
  poetry,
  hatch,
  flit,
  pdm,
  maturinPublish,
  maturinUpload,
];

/** The program that a command runs to upload; undefined for any other command. */
export function uploadProgram(words: readonly string[]): UploadProgram | undefined {
  if (words.includes('--dry-run') || words.includes('--help')) return undefined;
  return UPLOAD_PROGRAMS.find(({ words: [program, verb] }) => {
    const at = words.findIndex((word) => isProgram(word, program));
    return at >= 0 && words.slice(0, at).every(isBefore) && words.slice(at + 1).includes(verb);
  });
}

/** `node path/cli.js`, `/usr/bin/twine` and `uv` are all programs of their last part. */
function isProgram(word: string, program: string): boolean {
  const last = word.slice(word.lastIndexOf('/') + 1);
  return last === program || last === `${program}.exe` || word.startsWith(`${program}@`);
}

/** What may stand before the program: variables, and programs that run others. */
function isBefore(word: string): boolean {
  return (
    /^[A-Za-z_]\w*=/.test(word) ||
    /^-/.test(word) ||
    /^(?:python[\d.]*|py|pipx|uvx|uv|run|tool|poetry|pdm|hatch|sudo|env|exec|rye|time)$/.test(word)
  );
}

/** The index of a command, from its options or else from variables. */
export function commandIndex(
  program: UploadProgram,
  words: readonly string[],
  variable: (name: string) => string | undefined,
): PublicationIndex {
  const option = optionValue(words, ...program.indexOptions);
  if (option !== undefined) return indexOf(option);
  return indexOf(program.indexVariables.map(variable).find((value) => value !== undefined));
}
