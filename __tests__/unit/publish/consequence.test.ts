import { describe, expect, test } from '@jest/globals';
import { consequence } from '../../../src/publish/messages.ts';
import { fileReport, publishReport } from './reports.ts';

const A = 'widget-1.0-py3-none-any.whl';
const B = 'widget-1.0.tar.gz';
const C = 'widget-1.0-py2-none-any.whl';

describe('what a failure means for the release', () => {
  test.each([
    ['no files are known', publishReport()],
    ['nothing was tried', publishReport({ files: [fileReport(A, 'not-tried')] })],
    ['the index is not known', publishReport({ index: undefined })],
  ])('nothing, where %s', (_, report) => {
    expect(consequence(report)).toBe('Nothing was uploaded.');
  });

  test('what is there since this run, what was there, and what is missing', () => {
    const files = [
      fileReport(A, 'uploaded'),
      fileReport(C, 'identical'),
      fileReport(B, 'failed'),
      fileReport('widget-1.0-py4-none-any.whl', 'not-tried'),
      fileReport('widget-1.0-py5-none-any.whl', 'kept'),
    ];
    expect(consequence(publishReport({ files }))).toBe(
      [
        `On PyPI since this run: ${A}.`,
        `On PyPI before it, with the same bytes: ${C}.`,
        'On PyPI with other bytes than here: widget-1.0-py5-none-any.whl.',
        `Not taken by PyPI: ${B}.`,
        'Not tried: widget-1.0-py4-none-any.whl.',
      ].join('\n'),
    );
  });

  test('a file that was refused is named, and what was not tried after it', () => {
    const files = [fileReport(A, 'failed'), fileReport(B, 'not-tried')];
    expect(consequence(publishReport({ files })).split('\n')).toEqual([
      'Nothing was uploaded.',
      `Not taken by PyPI: ${A}.`,
      `Not tried: ${B}.`,
    ]);
  });

  test('a file of which the index says nothing is neither there nor missing', () => {
    const files = [fileReport(A, 'failed', { isUncertain: true }), fileReport(B, 'failed')];
    expect(consequence(publishReport({ files })).split('\n')).toEqual([
      `Perhaps on PyPI, which could not be asked: ${A}.`,
      `Not taken by PyPI: ${B}.`,
    ]);
  });

  test('a file of other bytes is on the index, and never "not on" it', () => {
    const files = [fileReport(A, 'kept'), fileReport(B, 'not-tried')];
    expect(consequence(publishReport({ files })).split('\n')).toEqual([
      'Nothing was uploaded.',
      `On PyPI with other bytes than here: ${A}.`,
    ]);
  });

  test('names of hundreds of files are cut', () => {
    const tags = Array.from({ length: 40 }, (_, at) => `widget-1.0-py${at}-none-any.whl`);
    const files = [fileReport(A, 'failed'), ...tags.map((name) => fileReport(name, 'not-tried'))];
    const said = consequence(publishReport({ files }));
    expect(said).toContain('widget-1.0-py11-none-any.whl and 28 more.');
    expect(said).not.toContain('widget-1.0-py12-none-any.whl');
  });

  test('a run that uploaded nothing to a release that was begun', () => {
    const files = [fileReport(A, 'identical'), fileReport(B, 'failed')];
    expect(consequence(publishReport({ files })).split('\n')).toEqual([
      'Nothing was uploaded.',
      `On PyPI before it, with the same bytes: ${A}.`,
      `Not taken by PyPI: ${B}.`,
    ]);
  });
});
