import { describe, expect, test } from '@jest/globals';
import { doubtAbout } from '../../../../src/pypi/upload/stored-answer.ts';

describe('whether an answer says that a file was stored', () => {
  test.each<[string, number, string, unknown]>([
    ['200 without a body', 200, '', ''],
    ['201 without a body', 201, '', ''],
    ['empty HTML, as pypiserver sends it', 200, 'text/html; charset=UTF-8', ' \n'],
    ['text', 200, 'text/plain', 'OK'],
    ['text that is called HTML', 200, 'text/html', 'OK'],
    ['text with an angle bracket', 200, 'text/plain', 'stored < 1 s'],
    ['JSON of PyPI', 200, 'application/json', { code: '200 OK', title: 'OK', message: '' }],
    ['JSON with a good status', 201, 'application/json', { status: 201, message: '201 Created' }],
    ['JSON without errors', 200, 'application/json', { error: null, errors: [], success: true }],
    ['JSON of another shape', 200, 'application/json', [{ value: 7 }]],
  ])('yes: %s', (_, status, type, body) => {
    expect(doubtAbout(answer(status, type, body), 'other')).toBeUndefined();
  });

  test.each<[number]>([[202], [203], [204], [205], [206], [207], [226], [299]])(
    'no: %i',
    (status) => {
      expect(doubtAbout(answer(status, '', ''), 'other')).toMatch(/^, which does not say/);
    },
  );

  test('no: 201 of PyPI, which never sends it', () => {
    expect(doubtAbout(answer(201, '', ''), 'pypi')).toMatch(/^, which does not say/);
  });

  test.each<[string, string, unknown, string]>([
    ['HTML', 'text/html', '<html><title>Log in</title>', ' with a page of HTML'],
    [
      'HTML whose title is the status',
      'text/html',
      '<title>200 OK</title>',
      ' with a page of HTML',
    ],
    ['a fragment of HTML', 'text/html', 'Please <a href="/">log in</a>', ' with a page of HTML'],
    ['HTML that is called text', 'text/plain', '\ufeff\n<!DOCTYPE html>', ' with a page of HTML'],
    ['HTML without a type', '', '<HTML>', ' with a page of HTML'],
    ['XML', 'text/xml', '<?xml version="1.0"?><Error/>', ' with XML'],
    ['broken JSON', 'application/json', '{"ok":', ' with JSON that cannot be read'],
    ['an error', 'application/json', { error: 'quota exceeded' }, ' with an error'],
    ['errors', '', { errors: [{ status: 403, message: 'No.' }] }, ' with an error: No.'],
    ['a code', 'application/json', { code: '503 Try later' }, ' with an error: Try later'],
    [
      'a status',
      'application/json',
      { status: 500, detail: 'Disk full' },
      ' with an error: Disk full',
    ],
    ['a status in words', 'application/json', { status: 'error' }, ' with an error'],
    [
      'no success',
      'application/json',
      { success: false, message: 'Sorry' },
      ' with an error: Sorry',
    ],
    ['not ok', 'application/json', { ok: 'false' }, ' with an error'],
  ])('no: 200 with %s', (_, type, body, doubt) => {
    expect(doubtAbout(answer(200, type, body), 'other')).toBe(doubt);
  });

  test('no: what cannot be read because it is compressed', () => {
    const { headers, ...rest } = answer(200, 'text/html', 'x');
    const compressed = { ...rest, headers: new Map([...headers, ['content-encoding', 'gzip']]) };
    expect(doubtAbout(compressed, 'other')).toBe(' with a compressed body');
  });
});

function answer(status: number, type: string, body: unknown) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return {
    status,
    statusText: 'OK',
    headers: new Map(type === '' ? [] : [['content-type', type]]),
    body: Buffer.from(text),
  };
}
