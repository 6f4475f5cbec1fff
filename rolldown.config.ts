// SPDX-License-Identifier: Apache-2.0

import { defineConfig } from 'rolldown';

// What the package runs: every source file becomes a file of JavaScript of the same name, and nothing is bundled.
export default defineConfig({
  input: ['scripts/cli/packaged.ts', 'sim/simulation/index.ts', 'sim/simulation/vitest.ts'],
  platform: 'node',
  external: /^(?![./])/,
  tsconfig: 'tsconfig.json',
  output: {
    dir: 'dist',
    cleanDir: true,
    preserveModules: true,
    preserveModulesRoot: '.',
  },
});
