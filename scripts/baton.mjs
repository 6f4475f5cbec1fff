#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0

import { existsSync } from 'node:fs';

// A package holds the compiled program, the repository its sources, and perhaps what was once compiled of them.
if (!existsSync(new URL('./bootstrap/bootstrap.mjs', import.meta.url))) {
  const compiled = new URL('../dist/scripts/cli/packaged.js', import.meta.url);
  await import(compiled.href);
} else if (process.argv[2] === 'doctor') {
  // The doctor must answer where nothing is installed; every other verb is TypeScript and needs what npm start installs.
  const { run } = await import('./doctor/run.mjs');
  await run(process.argv.slice(3));
} else {
  const { register } = await import('tsx/esm/api').catch(() => {
    console.error(
      'Baton is not installed in this folder yet. Fix: node scripts/bootstrap/bootstrap.mjs start',
    );
    process.exit(2);
  });
  register();
  await import('./cli/main.ts');
}
