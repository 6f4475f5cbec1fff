// SPDX-License-Identifier: Apache-2.0

import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{hdl-gen,sim,testbenches,scripts}/**/*.test.ts'],
    // A process of its own for each file: models are native libraries, which worker threads would share.
    pool: 'forks',
    // Vitest would leave one processor idle, half of a small machine.
    maxWorkers: availableParallelism(),
    // A test that builds a model waits for a C++ compiler, which shares the processors with other tests.
    testTimeout: 30_000,
    hookTimeout: 60_000,
    teardownTimeout: 10_000,
    watch: false,
    // Types are checked once for everything, *.test-d.ts included, by `npm run typecheck`.
    typecheck: { enabled: false },
  },
});
