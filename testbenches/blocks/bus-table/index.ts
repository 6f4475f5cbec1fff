// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import type { Bus } from '../../../hdl-gen/bus/buses.ts';
import { generate } from '../../../hdl-gen/collateral/index.ts';
import { parseConfiguration } from '../../../hdl-gen/configuration/index.ts';
import { commandFields } from '../../../hdl-gen/registers/index.ts';
import { buildModel, loadModel } from '../../../sim/harness/index.ts';
import { contentFolder } from '../../support/generated-folder.ts';
import type { GeneratedModel } from '../../support/generated-model.ts';
import { atMost, type CycleRow, exactly } from '../cycle-table/row.ts';
import { openBusBench } from './bus-bench.ts';
import { busPorts } from './bus-port.ts';

const buses = Object.keys(busPorts) as Bus[];
/** The cycles of an access do not depend on how large a block is. */
const small = {
  parties: 'two',
  buffers: 4,
  bufferBytes: 64,
  dataWidth: 32,
  threads: 4,
  statisticsBits: 0,
} as const;
/** Cycles for which accesses follow each other. */
const DURATION = 20;

/** Builds a small block behind each bus and measures every row. Cycles are deterministic: every run gives the same numbers. */
export async function measureBusTable(): Promise<CycleRow[]> {
  const rows: CycleRow[] = [];
  for (const bus of buses) rows.push(...measureBus(await buildBehind(bus), bus));
  return rows;
}

/** Only ports are looked at, and probes would cost half of what the rest takes to compile. */
async function buildBehind(bus: Bus): Promise<GeneratedModel> {
  const { manifest, files } = generate(parseConfiguration({ ...small, bus }));
  const folder = contentFolder(files);
  const library = loadModel(
    await buildModel({
      top: manifest.top,
      files: manifest.modules.map(({ file }) => join(folder, file)),
    }),
  );
  return { manifest, create: (seed) => library.create({ seed }) };
}

function measureBus(generated: GeneratedModel, bus: Bus): CycleRow[] {
  const { doorbell, wait } = followMessage(generated, bus);
  return [
    atMost(bus, 'doorbell, last handshake of its write to the interrupt of the other party', 3, doorbell),
    atMost(bus, 'read of a register, accepted to answer', 2, wait.register),
    atMost(bus, 'read that allocates, accepted to answer', 3, wait.allocate),
    atMost(bus, 'write of a word of a buffer, accepted to answer', 5, wait.fill),
    atMost(bus, 'read of a word of a buffer, accepted to answer', 6, wait.window),
    ...backToBack(generated, bus),
  ];
}

/** One message from the first party to the second, with nothing else on either bus. */
function followMessage(generated: GeneratedModel, bus: Bus) {
  const bench = openBusBench(generated, bus);
  const write = (party: string, register: string, data: number) =>
    bench.access(party, { register, write: true, data });
  const waitOf = ({ accepted, answered, answer }: ReturnType<typeof bench.access>) => {
    if (answer.error) throw new Error(`an access of the bench is refused behind ${bus}`);
    return answered - accepted;
  };
  write('first', 'control', 1);
  write('second', 'control', 3);
  write('second', 'interrupt_enable', 1);
  const register = waitOf(bench.access('first', { register: 'identity' }));
  const allocated = bench.access('first', { register: 'allocate' });
  const allocate = waitOf(allocated);
  const fill = waitOf(write('first', 'window', 0x1234_5678));
  const window = waitOf(bench.access('first', { register: 'window' }));
  const { entry, length } = commandFields(parseConfiguration(small));
  const buffer = (allocated.answer.data & 0x7fff_ffff) >>> entry;
  const sent = write('first', 'indicate', buffer * 2 ** entry + 4 * 2 ** length);
  waitOf(sent);
  return {
    doorbell: bench.interrupted('second') - sent.accepted,
    wait: { register, allocate, fill, window },
  };
}

function backToBack(generated: GeneratedModel, bus: Bus): CycleRow[] {
  const most = DURATION / busPorts[bus].shortest;
  const kinds = [['read'], ['write'], ...(bus === 'axi4-lite' ? [['read', 'write'] as const] : [])] as const;
  return kinds.map((some) =>
    exactly(
      bus,
      `${some.map((kind) => `${kind}s`).join(' and ')} back to back: answers in ${DURATION} cycles`,
      most,
      openBusBench(generated, bus).answersWithin('first', DURATION, 'interrupt_enable', some),
    ),
  );
}
