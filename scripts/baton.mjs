#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0

// The doctor must answer where nothing is installed; every other verb is TypeScript and needs what npm start installs.
if (process.argv[2] === 'doctor') {
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
