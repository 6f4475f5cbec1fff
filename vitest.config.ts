// SPDX-License-Identifier: Apache-2.0

import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const source = (path: string) => fileURLToPath(new URL(`sim/simulation/${path}`, import.meta.url));

export default defineConfig({
  resolve: {
    // The package by its own name is what stands here, not what was built of it at some time.
    alias: [
      { find: /^@baton-hdl\/baton\/simulation$/, replacement: source('index.ts') },
      { find: /^@baton-hdl\/baton\/simulation\/vitest$/, replacement: source('vitest.ts') },
    ],
  },
  test: {
    include: ['{hdl-gen,sim,testbenches,examples,scripts}/**/*.test.ts'],
    // Processes: models are native libraries, which worker threads would share.
    pool: 'forks',
    // Starting a process and loading the sources for each file would cost a fifth of all the time.
    isolate: false,
    // Vitest would leave one processor idle, half of a small machine.
    maxWorkers: availableParallelism(),
    // A test that builds a model waits for a C++ compiler, which shares the processors with other tests.
    testTimeout: 30_000,
    hookTimeout: 60_000,
    teardownTimeout: 10_000,
    watch: false,
    // A report that leaves out the values says too little.
    chaiConfig: { truncateThreshold: 400 },
    // Types are checked once for everything, *.test-d.ts included, by `npm run typecheck`.
    typecheck: { enabled: false },
  },
});
