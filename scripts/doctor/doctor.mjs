// SPDX-License-Identifier: Apache-2.0

// Works before anything is installed, and with a Node that is far too old: it imports statically only what such a Node can read.

import { isNodeSupported, MINIMUM_NODE, NODE_FIX } from '../bootstrap/node-version.mjs';

if (isNodeSupported(process.versions.node)) {
  import('./run.mjs').then((loaded) => loaded.run(process.argv.slice(2)));
} else {
  console.error(
    `node ${process.versions.node} is too old: Baton needs ${MINIMUM_NODE} or later. Fix: ${NODE_FIX}`,
  );
  process.exitCode = 1;
}
