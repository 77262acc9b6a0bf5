/** An action at the commit of one of its releases. */
export interface ActionPin {
  readonly repository: string;
  readonly commit: string;
  readonly version: string;
}

/** When the table was made: `npm run refresh-pins` makes it anew. */
export const PINNED_ON = '2026-11-26';

/** The actions that release workflows are written with. */
export const ACTION_PINS = {
  checkout: {
    repository: 'actions/checkout',
    commit: '3d3c42e5aac5ba805825da76410c181273ba90b1',
    version: 'v7.0.1',
  },
  'upload-artifact': {
    repository: 'actions/upload-artifact',
    commit: '043fb46d1a93c77aae656e7c1c64a875d1fc6a0a',
    version: 'v7.0.1',
  },
  'download-artifact': {
    repository: 'actions/download-artifact',
    commit: '3e5f45b2cfb9172054b4087a40e8e0b5a5461e7c',
    version: 'v8.0.1',
  },
  cibuildwheel: {
    repository: 'pypa/cibuildwheel',
    commit: '294735312765b09d24a2fbec22660ce817587d55',
    version: 'v4.1.0',
  },
} as const satisfies Readonly<Record<string, ActionPin>>;

/** A pin as `uses:` has it, with the version in a comment. */
export function pinned({ repository, commit, version }: ActionPin): string {
  return `${repository}@${commit} # ${version}`;
}
