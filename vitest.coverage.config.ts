// SPDX-License-Identifier: Apache-2.0

import { mergeConfig } from 'vitest/config';
import base from './vitest.config.ts';

/** What judges the hardware: its branches must have been taken, above all those that find something wrong. */
const judges = ['sim/reference-model', 'sim/monitors', 'sim/checker'];

process.env.BATON_CORRUPTIONS ??= '600';

export default mergeConfig(base, {
  test: {
    // The tests that judge hardware, and those that judge the judges.
    dir: '.',
    coverage: {
      enabled: true,
      provider: 'v8',
      include: judges.map((folder) => `${folder}/**/*.ts`),
      exclude: ['**/*.test.ts', '**/test-support/**'],
      reporter: ['text', 'json-summary'],
      reportsDirectory: 'out/coverage',
      thresholds: Object.fromEntries(judges.map((folder) => [`${folder}/**/*.ts`, { branches: 95 }])),
    },
  },
});
