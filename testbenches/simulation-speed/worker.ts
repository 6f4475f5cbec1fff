// SPDX-License-Identifier: Apache-2.0
// Runs one contender once, in a process of its own: worker.ts DESIGN CONTENDER CYCLES; prints CPU seconds and outcome.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildModel, type Design, loadModel } from '../../sim/harness/index.ts';
import { parseManifest } from '../../sim/manifest/index.ts';
import { type DesignName, designOf } from './designs.ts';
import { comparing, gatewayContenders, resetGateway } from './gateway-contenders.ts';
import { comparison } from './measure.ts';
import { type Contender, queueContenders } from './queue-contenders.ts';

const [design = '', contender = '', cycles = ''] = process.argv.slice(2);
const name = design as DesignName;

/** What is built and what runs on it. */
async function chosen(): Promise<{ built: Design; run: Contender | undefined }> {
  const plain = await designOf(name);
  if (name !== 'gateway') return { built: plain, run: queueContenders(name)[contender] };
  if (contender !== comparison) return { built: plain, run: gatewayContenders[contender] };
  const file = join(import.meta.dirname, '..', '..', 'rtl', 'gateway', 'manifest.json');
  const manifest = parseManifest(await readFile(file, 'utf8'), file);
  return { built: { ...plain, visible: manifest.probes }, run: comparing(manifest) };
}

const { built, run } = await chosen();
if (run === undefined) throw new Error(`There is no contender '${contender}' on '${name}'.`);
const model = loadModel(await buildModel(built)).create();
if (name !== 'gateway') {
  model.port('reset').value = 1;
  model.step();
  model.port('reset').value = 0;
} else if (contender !== comparison) {
  resetGateway(model);
}
const before = process.cpuUsage();
const outcome = run(model, Number(cycles));
const { user, system } = process.cpuUsage(before);
console.log(JSON.stringify({ seconds: (user + system) / 1e6, outcome }));
