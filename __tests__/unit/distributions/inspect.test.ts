import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { inspectDistribution, inspectDistributions } from '../../../src/distributions/inspect.ts';
import { buildMetadata } from '../../archives/metadata.ts';
import { buildSdist } from '../../archives/sdist.ts';
import { buildWheel } from '../../archives/wheel.ts';
import { publishErrorOf } from '../../wire/failure.ts';
import { place } from './folder.ts';

const PROJECT = { name: 'Sample.Project', version: '1.0' };

describe('inspectDistribution', () => {
  test('tells a wheel', async () => {
    const { bytes, filename } = buildWheel(PROJECT);
    const candidate = await place(filename, bytes);
    expect(await inspectDistribution(candidate)).toMatchObject({
      ...candidate,
      parsedFilename: { kind: 'wheel', tags: ['py3-none-any'] },
      name: 'Sample.Project',
      project: 'sample-project',
      version: '1.0',
      size: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
    });
  });

  test('tells an sdist', async () => {
    const { bytes, filename } = await buildSdist(PROJECT);
    expect(await inspectDistribution(await place(filename, bytes))).toMatchObject({
      parsedFilename: { kind: 'sdist', extension: '.tar.gz' },
      project: 'sample-project',
      size: bytes.length,
    });
  });

  test.each([
    ['a line break in the build tag', 'sample_project-1.0-1\n2-py3-none-any.whl'],
    ['a carriage return in the platform', 'sample_project-1.0-py3-none-any\r.whl'],
    ['an escape in the ABI', 'sample_project-1.0-py3-\u001b[31m-any.whl'],
    ['DEL', 'sample_project-1.0-py3-none-any\u007f.whl'],
    ['a C1 control', 'sample_project-1.0-1\u0085-py3-none-any.whl'],
    ['a line separator', 'sample_project-1.0-1\u2028-py3-none-any.whl'],
    ['a line break in the name of an sdist', 'sample\nproject-1.0.tar.gz'],
  ])('refuses %s, which PyPI takes in no file name', async (_, filename) => {
    const { bytes } = filename.endsWith('.whl') ? buildWheel(PROJECT) : await buildSdist(PROJECT);
    const error = await publishErrorOf(inspectDistribution(await place(filename, bytes)));
    expect(error.code).toBe('invalid-distribution');
    expect(error.message).toContain('control characters');
  });

  test.each([
    ['an Author-email of quotes', 'Author-email: ', '"', 'a Author-email of 1,048,576 characters'],
    ['a Requires-Python', 'Requires-Python: ', '>=3.9,', 'a Requires-Python of 1,048,572 char'],
    ['a field that nobody knows', 'X-Word: ', 'x', 'a X-Word of 1,048,576 characters'],
    ['fields', '', 'A: b\n', 'more than 100,000 lines before its description'],
    ['lines of one field', 'License: x\n', ' \n', 'more than 100,000 lines before its'],
    ['lines of old Macs', 'License: x\r', ' \r', 'more than 100,000 lines before its'],
  ])('refuses metadata with a megabyte of %s', async (_, start, unit, why) => {
    const long = `${start}${unit.repeat((1 << 20) / unit.length)}\n`;
    const metadata = `${buildMetadata(PROJECT).trimEnd()}\n${long}`;
    const { bytes, filename } = buildWheel({ ...PROJECT, metadata });
    const error = await publishErrorOf(inspectDistribution(await place(filename, bytes)));
    expect(error.code).toBe('invalid-distribution');
    expect(error.message).toContain(`${filename} has metadata with ${why}`);
  });

  test.each([
    ['a licence', `License: ${'text of a licence '.repeat(10_000)}`],
    ['a description of many lines', `\n${'word\n'.repeat(200_000)}`],
    ['a description of many lines of Windows', `\r\n${'word\r\n'.repeat(200_000)}`],
  ])('takes metadata with a long text: %s', async (_, text) => {
    const metadata = `${buildMetadata(PROJECT).trimEnd()}\n${text}\n`;
    const { bytes, filename } = buildWheel({ ...PROJECT, metadata });
    expect((await inspectDistribution(await place(filename, bytes))).version).toBe('1.0');
  });

  test('takes another spelling of the same version, and gives the normal form', async () => {
    const metadata = buildMetadata({ ...PROJECT, version: 'v1.0.0-alpha1' });
    const { bytes, filename } = buildWheel({ ...PROJECT, version: '1.0a1', metadata });
    expect((await inspectDistribution(await place(filename, bytes))).version).toBe('1.0.0a1');
  });

  test.each([
    [
      'another project',
      buildMetadata({ ...PROJECT, name: 'other' }),
      'not what its file name says',
    ],
    [
      'another version',
      buildMetadata({ ...PROJECT, version: '1.1' }),
      'not what its file name says',
    ],
    ['no Name', 'Version: 1.0\n', 'no Name field'],
    ['no Version', 'Name: Sample.Project\n', 'no Version field'],
    ['two Names', 'Name: Sample.Project\nName: x\nVersion: 1.0\n', 'more than one Name field'],
    ['a Name that is not valid', buildMetadata({ ...PROJECT, name: 'a b' }), 'invalid Name'],
    ['a Version that is not valid', buildMetadata({ ...PROJECT, version: 'tomorrow' }), 'PEP 440'],
  ])('refuses metadata with %s', async (_, metadata, reason) => {
    const { bytes, filename } = buildWheel({ ...PROJECT, metadata });
    const error = await publishErrorOf(inspectDistribution(await place(filename, bytes)));
    expect(error.code).toBe('invalid-distribution');
    expect(error.message).toContain(`${filename} has metadata`);
    expect(error.message).toContain(reason);
  });

  test.each(['sample-1.0.whl', 'sample.tar.gz', 'docs.zip'])(
    'refuses the name %s',
    async (filename) => {
      const error = await publishErrorOf(
        inspectDistribution(await place(filename, Buffer.from('x'))),
      );
      expect(error.message).toMatch(/has no valid (?:wheel|sdist) file name/);
    },
  );
});

describe('inspectDistributions', () => {
  test('keeps the order, whatever the concurrency', async () => {
    const versions = ['1.0', '1.1', '1.2', '1.3'];
    const candidates = await Promise.all(
      versions.map((version) => {
        const { bytes, filename } = buildWheel({ name: 'sample', version });
        return place(filename, bytes);
      }),
    );
    const distributions = await inspectDistributions(candidates, { concurrency: 2 });
    expect(distributions.map(({ version }) => version)).toEqual(versions);
  });

  test('names every invalid file with its own reason', async () => {
    const good = buildWheel(PROJECT);
    const candidates = [
      await place('a-1-py3-none-any.whl', Buffer.from('text')),
      await place(good.filename, good.bytes),
      await place('b-1.tar.gz', Buffer.from('')),
    ];
    const error = await publishErrorOf(inspectDistributions(candidates, { concurrency: 1 }));
    expect(error.code).toBe('invalid-distribution');
    expect(error.message).toBe(
      [
        '2 of 3 distributions cannot be published:',
        '- a-1-py3-none-any.whl is not a ZIP archive; its first bytes look like text.',
        '- b-1.tar.gz is not a gzip archive; it is empty.',
      ].join('\n'),
    );
  });

  test('gives the reason itself where one file is invalid', async () => {
    const candidates = [await place('a-1-py3-none-any.whl', Buffer.from('text'))];
    const error = await publishErrorOf(inspectDistributions(candidates, { concurrency: 4 }));
    expect(error.message).toBe(
      'a-1-py3-none-any.whl is not a ZIP archive; its first bytes look like text.',
    );
  });
});
