// SPDX-License-Identifier: Apache-2.0

import { mergeConfig } from 'vitest/config';
import base from './vitest.config.ts';

/** What judges the hardware: its branches must be taken in tests, above all those that find something wrong. */
const JUDGES = ['sim/reference-model', 'sim/monitors', 'sim/checker'];

/** Folders with the tests of the judges, and those that drive hardware under them. */
const TESTS = [...JUDGES, 'testbenches/checker', 'testbenches/blocks', 'testbenches/invariants'];

const merged = mergeConfig(base, {
  test: {
    // More corrupted frames than in a usual run, and of more designs, unless it is said how many.
    env: { BATON_CORRUPTIONS: process.env.BATON_CORRUPTIONS ?? '600' },
    // Counting branches makes the code slower.
    testTimeout: 240_000,
    hookTimeout: 240_000,
    // A process that runs many test files forgets counts of those before.
    isolate: true,
    coverage: {
      enabled: true,
      provider: 'v8',
      include: JUDGES.map((folder) => `${folder}/**/*.ts`),
      exclude: ['**/*.test.ts', '**/test-support/**'],
      reporter: ['text', 'json'],
      reportOnFailure: true,
      reportsDirectory: 'out/coverage',
      thresholds: Object.fromEntries(JUDGES.map((folder) => [`${folder}/**/*.ts`, { branches: 95 }])),
    },
  },
});

// Merging would add these folders to those of the usual run.
export default {
  ...merged,
  test: { ...merged.test, include: TESTS.map((folder) => `${folder}/**/*.test.ts`) },
};
