import { describe, expect, test } from '@jest/globals';
import { parseSimpleHtml } from '../../../../src/pypi/simple/simple-html.ts';

const FROM = { url: 'https://index.example/simple/widget/', project: 'widget' };
const SHA = 'ab'.repeat(32);
const parse = (html: string, url = FROM.url) =>
  parseSimpleHtml([Buffer.from(html)], { ...FROM, url });
const link = (href: string, more = '') => `<a href="${href}"${more}>text</a>`;
const filesOf = async (html: string, url?: string) => (await parse(html, url)).files;
const WHEEL = 'widget-1.0-py3-none-any.whl';

describe('a page of the HTML Simple API', () => {
  test('as PyPI has it', async () => {
    const page = await parse(`<!DOCTYPE html><html><head>
      <meta name="pypi:repository-version" content="1.4">
      <meta name="pypi:project-status" content="archived">
      <meta name="pypi:project-status-reason" content="Use gadget &amp; co">
      <title>Links for widget</title></head><body><h1>Links for widget</h1>
      <a href="https://files.example/${WHEEL}#sha256=${SHA}" data-requires-python="&gt;=3.8"
        data-provenance="https://index.example/p">${WHEEL}</a><br />
      ${link(`https://files.example/widget-1.0.tar.gz#sha256=${SHA}`, ' data-yanked')}</body></html>`);
    expect(page).toEqual({
      meta: { 'api-version': '1.4' },
      name: 'widget',
      'project-status': { status: 'archived', reason: 'Use gadget & co' },
      versions: ['1.0'],
      files: [
        {
          filename: WHEEL,
          url: `https://files.example/${WHEEL}`,
          hashes: { sha256: SHA },
          provenance: 'https://index.example/p',
        },
        {
          filename: 'widget-1.0.tar.gz',
          url: 'https://files.example/widget-1.0.tar.gz',
          hashes: { sha256: SHA },
        },
      ],
    });
  });

  test('the least there can be: links beside the page, no head, nothing closed', async () => {
    expect(await parse(`<a href=${WHEEL}><a href='../widget-2.0rc1.tar.gz'>`)).toMatchObject({
      meta: { 'api-version': '1.0' },
      'project-status': {},
      versions: ['1.0', '2.0rc1'],
      files: [
        { filename: WHEEL, url: `https://index.example/simple/widget/${WHEEL}`, hashes: {} },
        { url: 'https://index.example/simple/widget-2.0rc1.tar.gz', hashes: {} },
      ],
    });
  });

  test('a project without files, which says that it is a page of an index', async () => {
    const page = await parse('<meta name="pypi:repository-version" content="1.0">');
    expect(page).toMatchObject({ files: [], versions: [] });
  });

  test.each([
    ['none', '', {}],
    ['in capitals', `#sha256=${SHA.toUpperCase()}`, { sha256: SHA }],
    ['another algorithm', '#md5=00ff', { md5: '00ff' }],
    ['several', `#md5=00&sha256=${SHA}&egg=widget`, { md5: '00', sha256: SHA }],
    ['the first of two', `#sha256=${SHA}&sha256=00`, { sha256: SHA }],
    ['not hexadecimal', '#sha256=hello', {}],
    ['of hostile names', '#__proto__=00&constructor=00&toString=00', {}],
    ['in the query, which is no fragment', `?sha256=${SHA}`, {}],
  ])('hashes: %s', async (_, suffix, hashes) => {
    const [file] = await filesOf(link(`${WHEEL}${suffix.replaceAll('&', '&amp;')}`));
    expect(file?.hashes).toEqual(hashes);
    expect(file?.url).not.toContain('#');
  });

  test.each([
    [
      'the first one counts',
      '<base href="/files/"><base href="/other/">',
      'https://index.example/files/',
    ],
    ['one without href', '<base target="x"><base href="/files/">', 'https://index.example/files/'],
    ['another host', '<base href="https://cdn.example/d/">', 'https://cdn.example/d/'],
    ['one that is no URL', '<base href="http://[">', FROM.url],
  ])('the base: %s', async (_, base, folder) => {
    expect((await filesOf(base + link(WHEEL))).map(({ url }) => url)).toEqual([
      `${folder}${WHEEL}`,
    ]);
  });

  test('names are decoded, and links that are to no file left out', async () => {
    const hrefs = [
      'widget-1.0%2Bg1-py3-none-any.whl',
      WHEEL,
      '../',
      'javascript:alert(1)',
      'ftp://files.example/widget-1.0.tar.gz',
      '%ff',
      'http://[/x',
    ];
    const html = `${hrefs.map((href) => link(href)).join('')}<a name="top">`;
    expect((await filesOf(html)).map(({ filename }) => filename)).toEqual([
      'widget-1.0+g1-py3-none-any.whl',
      WHEEL,
    ]);
  });

  test('what stands in comments, scripts and titles is no link', async () => {
    const hidden = link('widget-9.9.tar.gz');
    const html = `<title>${hidden}</title><!-- ${hidden} --><script>"${hidden}"</script>${link(WHEEL)}`;
    expect(await filesOf(html)).toHaveLength(1);
  });
});

describe('no page of the Simple API', () => {
  test.each([
    ['nothing', ''],
    ['text', 'Not here'],
    ['a log-in page', `<form>${link('/login')}${link('/password/reset')}</form>`],
    ['another major version', `<meta name="pypi:repository-version" content="2.0">${link(WHEEL)}`],
    [
      'a version that is not valid',
      `<meta name="pypi:repository-version" content="x">${link(WHEEL)}`,
    ],
  ])('%s', async (_, html) => {
    await expect(parse(html)).rejects.toThrow(new RangeError('is not a page of the Simple API'));
  });

  const long = (length: number) => 'x'.repeat(length);

  test.each([
    [
      'elements in one another',
      '<b>'.repeat(1e6) + '</i>'.repeat(1e6),
      'nested more than 200 deep',
    ],
    ['attributes of one element', `<a ${'x '.repeat(51)}>`, 'more than 50 attributes'],
    ['a long URL', link(long(8193)), '`href` of more than 8192'],
    ['a long base', `<base href="https://a.example/${long(2048)}">`, '`<base>` of more than 2048'],
    ['a long status', `<meta name="pypi:project-status" content="${long(1025)}">`, '`content` of'],
    ['a long provenance', link('x', ` data-provenance="${long(8193)}"`), '`data-provenance` of'],
    ['an attribute that does not end', `<a href="${long(262_145)}`, 'more than 262144 characters'],
    ['one of character references', `<a href="${'&amp;'.repeat(60_000)}`, 'more than 262144 char'],
    ['a comment that does not end', `<!--${'- '.repeat(131_073)}`, 'more than 262144 characters'],
  ])('%s: refused with what there is too much of', async (_, html, why) => {
    await expect(parse(html)).rejects.toThrow(why);
  });

  test('more files than any project has', async () => {
    const short = '<a href=a-1.zip>';
    expect((await parse(short.repeat(200_000))).files).toHaveLength(200_000);
    await expect(parse(short.repeat(200_001))).rejects.toThrow('lists more than 200,000 files');
  });

  test('pieces of any size are the same page', async () => {
    const html = Buffer.from(`<base href="/files/"><p>é${link(WHEEL)}<!-- x -->`);
    const bytes = [...html].map((byte) => Buffer.from([byte]));
    expect(await parseSimpleHtml(bytes, FROM)).toEqual(await parseSimpleHtml([html], FROM));
  });
});
