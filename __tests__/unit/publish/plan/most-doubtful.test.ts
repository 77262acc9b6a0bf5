import { expect, test } from '@jest/globals';
import { mostDoubtful } from '../../../../src/publish/plan/most-doubtful.ts';
import { makeDistribution } from '../../distributions.ts';

const wheel = (platform: string, size = 5) =>
  makeDistribution(`widget-1.0-cp313-cp313-${platform}.whl`, { size });
const OLD = wheel('macosx_11_0_arm64');
const NEW = wheel('macosx_26_0_arm64');
const SECOND = makeDistribution('widget-1.0-cp314-cp314-any.whl');
const LARGE = wheel('win_amd64', 6);

test.each([
  ['one with a warning before a larger one', [LARGE, OLD], [[OLD.filename, 1]], OLD],
  [
    'of two with warnings the one with more',
    [NEW, OLD],
    [
      [OLD.filename, 2],
      [NEW.filename, 1],
    ],
    OLD,
  ],
  ['without warnings the largest', [OLD, LARGE, NEW], [], LARGE],
  ['of the same size the one with the newest platform tag', [OLD, NEW], [], NEW],
  ['then the first by name', [SECOND, wheel('any')], [], wheel('any')],
] as const)('the file most likely to be refused: %s', (_, files, warnings, expected) => {
  const counts = new Map(warnings.map(([name, count]) => [name, Array<string>(count).fill('x')]));
  expect(mostDoubtful(files, counts)?.filename).toBe(expected.filename);
  expect(mostDoubtful(files.toReversed(), counts)?.filename).toBe(expected.filename);
});

test('no file is most likely to be refused where there is none', () => {
  expect(mostDoubtful([], new Map())).toBeUndefined();
});
