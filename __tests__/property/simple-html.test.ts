import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { parseSimpleHtml } from '../../src/pypi/simple/simple-html.ts';
import { tries } from './tries.ts';

const FROM = { url: 'https://index.example/simple/widget/', project: 'widget' };

const hex = fc.stringMatching(/^[0-9a-f]{64}$/);
const file = fc.record({
  filename: fc.stringMatching(
    /^widget-[0-9]{1,3}(?:\+[a-z]{1,4})?(?:-py3-none-any\.whl|\.tar\.gz)$/,
  ),
  sha256: fc.option(hex, { nil: undefined }),
  provenance: fc.option(fc.webUrl({ withQueryParameters: true }), { nil: undefined }),
});

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');

function anchor({
  filename,
  sha256,
  provenance,
}: typeof file extends fc.Arbitrary<infer T> ? T : never) {
  const href = `${encodeURIComponent(filename)}${sha256 === undefined ? '' : `#sha256=${sha256}`}`;
  const more = provenance === undefined ? '' : ` data-provenance="${escaped(provenance)}"`;
  return `<a class="x" href="${escaped(href)}"${more}>${escaped(filename)}</a>`;
}

test('every file of a page comes back with its hash or without one', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(file, { minLength: 1, maxLength: 8 }), async (files) => {
      const html = Buffer.from(files.map(anchor).join('<br/>\n'));
      const page = await parseSimpleHtml([html], FROM);
      expect(
        page.files.map(({ filename, hashes, provenance }) => ({
          filename,
          sha256: hashes['sha256'],
          provenance: provenance ?? undefined,
        })),
      ).toEqual(files);
    }),
  );
});

const soup = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...[
          '<a href="',
          '">',
          '</a>',
          '<base href=',
          '<meta name="pypi:repository-version" content="1',
        ],
        ...[
          '#sha256=',
          '&amp;',
          '&#x0;',
          '<!--',
          '-->',
          '<svg>',
          '<form>',
          '<p>',
          '</',
          '<![CDATA[',
        ],
        ...['widget-1.0.tar.gz', '//', '%', '\0', "'", '<script>', '<title>', '<template>'],
      ),
      fc.string({ unit: 'binary', maxLength: 5 }),
    ),
    { maxLength: 60 },
  )
  .map((parts) => parts.join(''));

test('any text is a page or refused, with nothing but files of the web', async () => {
  await fc.assert(
    fc.asyncProperty(soup, async (text) => {
      const page = await parseSimpleHtml([Buffer.from(text)], FROM).catch((error: unknown) => {
        if (!(error instanceof RangeError)) throw error;
        return { files: [] };
      });
      for (const { filename, url, hashes } of page.files) {
        expect(filename).not.toBe('');
        expect(url).toMatch(/^https?:\/\/[^#]+$/);
        expect(Object.values(hashes).every((digest) => /^[0-9a-f]+$/.test(digest))).toBe(true);
      }
    }),
    tries(2000),
  );
});
