import type { Option } from '../../arguments/option.ts';

/** The options of `verify` that say which files are verified, and what they are compared with. */
export const TARGET_OPTIONS: readonly Option[] = [
  {
    name: 'requirement',
    short: 'r',
    kind: 'list',
    placeholder: 'FILE',
    help: 'A requirements file or a lock, as a TARGET would be.',
  },
  {
    name: 'locked',
    kind: 'flag',
    help: 'Accepted as pip-audit has it; the lock files of a named folder are read without it, too.',
  },
  {
    name: 'report',
    kind: 'list',
    placeholder: 'FILE',
    help: 'What `pip install --dry-run --report FILE` wrote.',
  },
  {
    name: 'path',
    kind: 'list',
    placeholder: 'DIR',
    help: 'A folder of installed packages (site-packages).',
  },
  {
    name: 'files',
    kind: 'value',
    choices: ['changed', 'host', 'all'],
    help: 'Which files of a lock: those that differ from the base, those that fit a host, or all. Default: `changed` where there is a base, else all.',
  },
  {
    name: 'base',
    kind: 'value',
    placeholder: 'DIR',
    help: 'A checkout of what was there before (`git worktree add ../base main`). Policy and pins are read from it.',
  },
  {
    name: 'base-ref',
    kind: 'value',
    placeholder: 'REF',
    help: 'The same, read by git from the repository here: a branch (`origin/main`), a tag or a commit.',
  },
  {
    name: 'python-version',
    kind: 'value',
    placeholder: 'X.Y',
    help: 'With --files host: the Python that is installed for. Default: .python-version.',
  },
  {
    name: 'platform',
    kind: 'value',
    placeholder: 'TAG',
    help: "With --files host: such as manylinux_2_28_x86_64. Default: this machine's.",
  },
  {
    name: 'require-hashes',
    kind: 'flag',
    help: 'An entry without SHA-256 is an error.',
  },
  { name: 'skip-editable', kind: 'flag', help: 'Skip what is installed as editable.' },
  {
    name: 'ignore',
    kind: 'list',
    placeholder: 'PROJECT[==V]',
    help: 'Skip a project, or one version of it.',
  },
  {
    name: 'deep',
    kind: 'flag',
    help: 'Compare what is installed with the attested wheel, which is downloaded.',
  },
];
