import { existsSync } from 'node:fs';
import { join, posix } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { type Document, ROOT, readDocuments } from './documents.ts';

const DOCUMENTS = readDocuments();
const BY_PATH = new Map(DOCUMENTS.map((document) => [document.path, document]));

/** Where the links, pictures and references of a text lead. */
function targetsOf({ prose }: Document): string[] {
  const inline = [...prose.matchAll(/\]\(\s*([^()\s]+(?:\([^()\s]*\))?)(?:\s+"[^"]*")?\)/g)];
  const references = [...prose.matchAll(/^\[[^\]]+\]:\s*(\S+)/gm)];
  const html = [...prose.matchAll(/\b(?:src|srcset|href)="([^"]+)"/g)];
  return [...inline, ...references, ...html].map(([, target = '']) => target);
}

/** What is wrong with a link; undefined where nothing is. */
function defect(from: Document, target: string): string | undefined {
  if (/^https?:\/\//.test(target)) return URL.canParse(target) ? undefined : 'is no URL';
  const [path = '', anchor] = target.split('#');
  const file = path === '' ? from.path : posix.join(posix.dirname(from.path), path);
  if (file.startsWith('../')) return 'leads out of the repository';
  if (!existsSync(join(ROOT, file))) return `leads to ${file}, which is not there`;
  if (anchor === undefined) return undefined;
  const document = BY_PATH.get(file);
  if (!document) return 'has an anchor in what is no document';
  return document.anchors.has(anchor) ? undefined : `leads to a heading that ${file} does not have`;
}

describe('links between documents', () => {
  test.each(DOCUMENTS.map((document) => [document.path, document] as const))(
    'of %s lead somewhere',
    (_, document) => {
      const defects = targetsOf(document).flatMap((target) => {
        const what = defect(document, target);
        return what === undefined ? [] : [`${target} ${what}`];
      });
      expect(defects).toEqual([]);
    },
  );

  test('are found at all, and what is wrong with one is seen', () => {
    const readme = BY_PATH.get('README.md');
    if (!readme) throw new TypeError('README.md is gone');
    expect(targetsOf(readme)).toEqual(
      expect.arrayContaining([
        'docs/troubleshooting.md',
        'docs/pictures/summary-published-dark.png',
        'https://www.sigstore.dev/',
      ]),
    );
    expect(defect(readme, 'docs/nothing.md')).toContain('not there');
    expect(defect(readme, 'docs/troubleshooting.md#nothing')).toContain('a heading');
    expect(defect(readme, '../outside.md')).toContain('out of the repository');
    expect(defect(readme, '#quickstart')).toBeUndefined();
  });

  test('reach every document from the README', () => {
    const seen = new Set(['README.md']);
    for (const path of seen) {
      const from = BY_PATH.get(path);
      for (const target of from ? targetsOf(from) : []) {
        if (/^https?:/.test(target)) continue;
        const to = posix.join(posix.dirname(path), target.replace(/#.*$/, ''));
        for (const file of [to, posix.join(to, 'README.md')]) if (BY_PATH.has(file)) seen.add(file);
      }
    }
    const unreached = DOCUMENTS.map(({ path }) => path).filter((path) => !seen.has(path));
    expect(unreached).toEqual([]);
  });
});
