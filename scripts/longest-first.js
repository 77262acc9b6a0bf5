import Sequencer from '@jest/test-sequencer';

/** Suites of half a minute or more. Jest knows no durations on a fresh machine: it goes by size. */
const LONG = ['matrix', 'resources', 'signing-faults', 'hostile-property', 'existing-files'];

/** Starts the long suites first, so that the run never ends with one worker busy and the others idle. */
export default class LongestFirst extends Sequencer {
  sort(tests) {
    const isLong = ({ path }) => LONG.some((name) => path.endsWith(`${name}.test.ts`));
    const usual = super.sort(tests);
    return [...usual.filter(isLong), ...usual.filter((test) => !isLong(test))];
  }
}
