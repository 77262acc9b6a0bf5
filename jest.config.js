import { availableParallelism } from 'node:os';

/** Options that both projects share. */
const shared = {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': '<rootDir>/scripts/strip-types.js' },
  modulePathIgnorePatterns: ['<rootDir>/.conformance/'],
};

/** @param {readonly string[]} folders Below `__tests__`. */
const testsOf = (folders) => [`<rootDir>/__tests__/{${folders.join(',')}}/**/*.test.ts`];

export default {
  globalSetup: '<rootDir>/scripts/compile-cache.js',
  // Most tests wait for processes that they started, so that two tests share each core.
  testSequencer: '<rootDir>/scripts/longest-first.js',
  testTimeout: 180_000,
  maxWorkers: Math.max(4, 2 * availableParallelism()),
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testMatch: testsOf(['architecture', 'bench', 'property', 'scripts', 'unit']),
    },
    {
      ...shared,
      displayName: 'e2e',
      testMatch: testsOf(['cli', 'docs', 'e2e', 'faults', 'sandbox']),
    },
  ],
};
