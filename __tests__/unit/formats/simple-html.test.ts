import { describe, expect, test } from '@jest/globals';
import { parseSimpleHtml } from '../../../src/formats/simple-html.ts';

const FROM = { url: 'https://index.example/simple/widget/', project: 'widget' };
const SHA = 'ab'.repeat(32);
const parse = (html: string, url = FROM.url) => parseSimpleHtml(html, { ...FROM, url });
const link = (href: string, more = '') => `<a href="${href}"${more}>text</a>`;
const filesOf = (html: string, url?: string) => parse(html, url)?.files;
const WHEEL = 'widget-1.0-py3-none-any.whl';

describe('a page of the HTML Simple API', () => {
  test('as PyPI has it', () => {
    const page = parse(`<!DOCTYPE html><html><head>
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

  test('the least there can be: links beside the page, no head, nothing closed', () => {
    expect(parse(`<a href=${WHEEL}><a href='../widget-2.0rc1.tar.gz'>`)).toMatchObject({
      meta: { 'api-version': '1.0' },
      'project-status': {},
      versions: ['1.0', '2.0rc1'],
      files: [
        { filename: WHEEL, url: `https://index.example/simple/widget/${WHEEL}`, hashes: {} },
        { url: 'https://index.example/simple/widget-2.0rc1.tar.gz', hashes: {} },
      ],
    });
  });

  test('a project without files, which says that it is a page of an index', () => {
    const page = parse('<meta name="pypi:repository-version" content="1.0">');
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
  ])('hashes: %s', (_, suffix, hashes) => {
    const [file] = filesOf(link(`${WHEEL}${suffix.replaceAll('&', '&amp;')}`)) ?? [];
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
  ])('the base: %s', (_, base, folder) => {
    expect(filesOf(base + link(WHEEL))?.map(({ url }) => url)).toEqual([`${folder}${WHEEL}`]);
  });

  test('names are decoded, and links that are to no file left out', () => {
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
    expect(filesOf(html)?.map(({ filename }) => filename)).toEqual([
      'widget-1.0+g1-py3-none-any.whl',
      WHEEL,
    ]);
  });

  test('what stands in comments, scripts and titles is no link', () => {
    const hidden = link('widget-9.9.tar.gz');
    const html = `<title>${hidden}</title><!-- ${hidden} --><script>"${hidden}"</script>${link(WHEEL)}`;
    expect(filesOf(html)).toHaveLength(1);
  });
});

describe('no page of the Simple API', () => {
  test.each([
    ['nothing', ''],
    ['text', 'Not here'],
    ['a log-in page', `<form>${link('/login')}${link('/password/reset')}</form>`],
    ['another major version', `<meta name="pypi:repository-version" content="2.0">${link(WHEEL)}`],
    ['a version that is none', `<meta name="pypi:repository-version" content="x">${link(WHEEL)}`],
  ])('%s', (_, html) => {
    expect(parse(html)).toBeUndefined();
  });

  test('elements in one another without end', () => {
    expect(parse(`${'<b>'.repeat(1e6)}${'</i>'.repeat(1e6)}${link(WHEEL)}`)).toBeUndefined();
  });

  test('more files than any project has', () => {
    expect(parse(link(WHEEL).repeat(100_000))?.files).toHaveLength(100_000);
    expect(parse(link(WHEEL).repeat(100_001))).toBeUndefined();
  });
});
