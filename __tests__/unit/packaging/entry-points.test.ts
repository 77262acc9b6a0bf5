import { describe, expect, test } from '@jest/globals';
import { entryPointsDefect } from '../../../src/packaging/entry-points.ts';

describe('entry_points.txt', () => {
  test.each([
    '',
    '[console_scripts]\nwidget = widget.cli:main\n',
    '[console_scripts]\r\nwidget-2.x_y = widget.cli:main\r\n',
    '[console_scripts]\nwidget=widget:main [extra]\n\n[gui_scripts]\nwidget=widget:gui\n',
    '# a comment\n; another\n[a.group]\na name with blanks = x\n',
    '[a]\nx = 1\n  continued\n\n  again\n',
    '[a]\nx = 1\n  [console_scripts]\n',
    '[a]b\nx=1\n',
    '[console_scripts]\nname = x\nName = y\n',
    '[console_scripts]\nnaïve = x:y\n',
    '[pytest11]\nno/script = x\n',
    '[DEFAULT]\nx = 1\n[DEFAULT]\ny = 2\n',
  ])('may be %j', (text) => {
    expect(entryPointsDefect(Buffer.from(text))).toBeUndefined();
  });

  test.each([
    ['x = 1\n', 'begins with no section (line 1)'],
    ['\ufeff[a]\nx = 1\n', 'begins with no section (line 1)'],
    ['[]\nx = 1\n', 'begins with no section (line 1)'],
    ['[a]\nx\n', 'has a line that is not "name = object" (line 2)'],
    ['[a]\nx: y\n', 'has a line that is not "name = object" (line 2)'],
    ['[a]\n= y\n', 'has a line that is not "name = object" (line 2)'],
    ['[a]\n  x = 1\n y\n', 'has a line that is not "name = object" (line 3)'],
    ['[a]\nx = 1\nx = 2\n', 'has x twice in one section (line 3)'],
    ['[a]\nx = 1\n[b]\n[a]\n', 'has the section [a] twice'],
    ['[console_scripts]\n../x = y:z\n', '"../x" in [console_scripts]'],
    ['[gui_scripts]\nx y = y:z\n', '"x y" in [gui_scripts]'],
    ['[DEFAULT]\nx y = 1\n[console_scripts]\nok = y:z\n', '"x y" in [console_scripts]'],
  ])('must not be %j', (text, why) => {
    expect(entryPointsDefect(Buffer.from(text))).toContain(why);
  });

  test('must be UTF-8', () => {
    expect(entryPointsDefect(Buffer.from('[a]\nx=\xff\n', 'latin1'))).toBe('is not UTF-8');
  });
});
