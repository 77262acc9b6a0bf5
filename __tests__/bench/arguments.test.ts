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
      fixed: [],
      deadlockChance: 1,
      profileFolder: undefined,
      help: false,
    });
  });

  test('less of it', () => {
    const { scenarios, rounds } = parseArguments(['--quick', '--runs', '12', '--only', 'pair']);
    expect(scenarios).toEqual(QUICK_SCENARIOS.filter(({ name }) => name === 'pair'));
    expect(rounds).toBe(12);
  });

  test('lines separated by commas, fixed concurrencies and the chance of deadlocks', () => {
    const args = ['--only', 'pair,forty-latency', '--fixed', '2,12', '--deadlocks', '0.04'];
    const { scenarios, fixed, deadlockChance } = parseArguments(args);
    expect(scenarios.map(({ name }) => name)).toEqual(['pair', 'forty-latency']);
    expect([fixed, deadlockChance]).toEqual([[2, 12], 0.04]);
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
    [['--fixed', '0']],
    [['--fixed', '2,three']],
    [['--deadlocks', '2']],
    [['--deadlocks', 'often']],
    [['--only', 'nothing']],
    [['--against', 'nobody']],
    [['--fast']],
    [['stray']],
  ])('%j is refused', (args) => {
    expect(() => parseArguments(args)).toThrow(UsageError);
  });
});
