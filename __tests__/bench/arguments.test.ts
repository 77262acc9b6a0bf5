import { describe, expect, test } from '@jest/globals';
import { parseArguments, UsageError } from '../../bench/arguments.ts';
import { QUICK_SCENARIOS, SCENARIOS } from '../../bench/scenario.ts';

describe('arguments of the bench', () => {
  test('everything, three times, against the peers', () => {
    expect(parseArguments([])).toEqual({
      scenarios: SCENARIOS,
      rounds: 3,
      json: false,
      inspect: false,
      peers: ['gh-action', 'uv', 'twine'],
      profileFolder: undefined,
      help: false,
    });
  });

  test('less of it', () => {
    const { scenarios, rounds } = parseArguments(['--quick', '--runs', '12', '--only', 'pair']);
    expect(scenarios).toEqual(QUICK_SCENARIOS.filter(({ name }) => name === 'pair'));
    expect(rounds).toBe(12);
  });

  test.each([
    [['--no-peers'], []],
    [['--against', 'uv'], ['uv']],
  ])('%j: against %j', (args, peers) => {
    expect(parseArguments(args).peers).toEqual(peers);
  });

  test.each([
    [['--runs', '0']],
    [['--runs', 'two']],
    [['--only', 'nothing']],
    [['--against', 'nobody']],
    [['--fast']],
    [['stray']],
  ])('%j is refused', (args) => {
    expect(() => parseArguments(args)).toThrow(UsageError);
  });
});
