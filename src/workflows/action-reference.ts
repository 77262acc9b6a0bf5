import type { SourceLocation, YamlNode } from './yaml/yaml-node.ts';

/** What a `uses:` names: an action, or a workflow that is called. */
export interface ActionReference {
  /** As it is written. */
  readonly text: string;
  readonly kind: 'repository' | 'local' | 'docker';
  /** `owner/name` in lower case; empty unless it is another repository's. */
  readonly repository: string;
  /** Below the repository, without slashes around it. */
  readonly path: string;
  /** What stands behind the `@`. */
  readonly ref: string;
  /** Whether the ref is a whole commit, which nobody can move. */
  readonly isPinned: boolean;
  /** The major version that the ref, or the comment behind a commit, tells. */
  readonly major: number | undefined;
  readonly at: SourceLocation;
}

const COMMIT = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/i;

/** Reads a `uses:`; undefined for one that has no text. */
export function actionReference(node: YamlNode | undefined): ActionReference | undefined {
  const text = node?.text?.trim();
  if (!node || !text) return undefined;
  const { at } = node;
  // `$/` is this repository at the commit that runs, without a checkout (GitHub, 2026-07-30).
  if (/^(?:\$|\.{1,2})\//.test(text)) {
    const path = text
      .replace(/^\$\//, '')
      .replace(/^(?:\.\/)+/, '')
      .replace(/(?<!\/)\/+$/, '');
    const ref = '';
    return { text, kind: 'local', repository: '', path, ref, isPinned: true, major: undefined, at };
  }
  if (text.startsWith('docker://')) {
    const isPinned = /@sha256:[0-9a-f]{64}$/.test(text);
    return {
      text,
      kind: 'docker',
      repository: '',
      path: '',
      ref: '',
      isPinned,
      major: undefined,
      at,
    };
  }
  const [, name = text, ref = ''] = /^([^@]*)@(.*)$/s.exec(text) ?? [];
  const [owner = '', repository = '', ...path] = name.split('/');
  const isPinned = COMMIT.test(ref);
  return {
    text,
    kind: 'repository',
    repository: `${owner}/${repository}`.toLowerCase(),
    path: path.join('/'),
    ref,
    isPinned,
    major: majorOf(isPinned ? (node.comment ?? '') : ref),
    at,
  };
}

function majorOf(version: string): number | undefined {
  const digits = /^\D{0,12}?v?(\d{1,4})(?:\.|\s|$)/.exec(version.replace(/^release\//, ''))?.[1];
  return digits === undefined ? undefined : Number(digits);
}
