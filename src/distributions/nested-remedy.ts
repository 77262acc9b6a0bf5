import { basename, dirname } from 'node:path/posix';

/** Distributions that are in folders, seen from where the search began. */
export interface NestedFiles {
  /** Where the search began, as a workflow writes it. */
  readonly folder: string;
  /** The names of distributions that were found there. */
  readonly found: readonly string[];
  /** Paths from there of those in folders below, with `/`. */
  readonly nested: readonly string[];
  /** A glob that matches all of them. */
  readonly glob: string;
}

/** What to do about distributions in folders, by how they most likely came there. */
export function nestedRemedy(files: NestedFiles): string {
  return [
    ...sameName(files),
    ...(keptFolder(files) ?? artifactFolders(files)),
    ...leaveOut(files),
  ].join('\n');
}

/** Merging artifacts keeps one of two files with the same name, or mixes the bytes of both. */
function sameName({ found, nested }: NestedFiles): readonly string[] {
  const names = [...found, ...nested.map((path) => basename(path))];
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice === undefined) return [];
  return [
    `${twice} is there more than once: let one job build it, because merging artifacts keeps one of the two or mixes their bytes. Then:`,
  ];
}

/** `dist/dist`: the artifact itself has the folder, so merging artifacts changes nothing. */
function keptFolder({ folder, found, nested, glob }: NestedFiles): readonly string[] | undefined {
  const [parent = '', ...others] = new Set(nested.map((path) => dirname(path)));
  if (others.length > 0 || !OUTPUT_FOLDERS.has(basename(parent))) return undefined;
  const inside = folder === '.' ? parent : `${folder}/${parent}`;
  return [
    'actions/upload-artifact keeps folders when its `path` has more than one entry.',
    found.length > 0
      ? `Set \`packages: ${glob}\` on this step,`
      : `Set \`packages-dir: ${inside}\` on this step,`,
    'or upload the files with one entry, such as `path: dist/`.',
  ];
}

/** Where build tools put what they build. */
const OUTPUT_FOLDERS: ReadonlySet<string> = new Set(['dist', 'wheelhouse', 'wheels']);

function artifactFolders({ glob }: NestedFiles): readonly string[] {
  return [
    'actions/download-artifact makes a folder for each artifact.',
    'Set `merge-multiple: true` on the download step,',
    `or set \`packages: ${glob}\` on this one.`,
  ];
}

function leaveOut({ found, nested }: NestedFiles): readonly string[] {
  if (found.length === 0) return [];
  const [first = ''] = nested;
  return [
    `If files in folders are not part of the release, match the others in \`packages\` by their names, or exclude the folders, such as \`!**/${basename(dirname(first))}/**\`.`,
  ];
}
