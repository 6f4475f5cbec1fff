// SPDX-License-Identifier: Apache-2.0
import type { ConfigurationInput } from '../../hdl-gen/configuration/index.ts';
import { presets } from '../../hdl-gen/configuration/index.ts';
import { FirmwareError, type Report, type ReportName } from './reports.ts';
import { buildBlockSystem, buildMemorySystem, type System } from './systems.ts';
import type { FirmwareTools } from './tools.ts';

/** The lengths that are measured, in bytes. */
export const measuredLengths = [0, 64, 512, 5120] as const;

/** The preset behind the bus that the cores have. */
export const measuredConfiguration: ConfigurationInput = {
  ...presets.gateway,
  bus: 'axi4-lite',
  release: 'early',
};

/** What is measured, by what stands between the cores. */
export const measuredSystems: readonly {
  readonly name: string;
  readonly isBlock: boolean;
  readonly build: (tools: FirmwareTools) => Promise<System>;
}[] = [
  {
    name: 'gateway',
    isBlock: true,
    build: (tools) => buildBlockSystem(tools, measuredConfiguration),
  },
  {
    name: 'gateway, direct path',
    isBlock: true,
    build: (tools) => buildBlockSystem(tools, { ...measuredConfiguration, path: 'direct' }),
  },
  {
    name: 'gateway, direct path, 128 bits',
    isBlock: true,
    build: (tools) => buildBlockSystem(tools, { ...measuredConfiguration, path: 'direct', dataWidth: 128 }),
  },
  {
    name: 'shared memory, no wait',
    isBlock: false,
    build: (tools) => buildMemorySystem(tools, measuredConfiguration, 0),
  },
  {
    name: 'shared memory, one wait',
    isBlock: false,
    build: (tools) => buildMemorySystem(tools, measuredConfiguration, 1),
  },
];

/** Cycles of one call and its return, each of the same length. */
export interface CallCycles {
  readonly system: string;
  readonly bytes: number;
  /** From the client's call, its arguments built, to the server that knows of it. */
  readonly there: number;
  /** From the server's return, its answer built, to the client that knows of it. */
  readonly back: number;
  /** From before the client asks for a buffer until it has read the answer and given its buffer back. */
  readonly whole: number;
  /** Of these, cycles in which the kernel's core worked. */
  readonly kernelBusy: number;
}

/** Calls one after the other; the first ones find the cores still beginning. */
const calls = 12;
const warmUp = 4;

/** Measures calls of one length, one after the other: means, rounded. @throws FirmwareError */
export async function measureCalls(system: System, name: string, bytes: number): Promise<CallCycles> {
  const workload = { calls, threads: 1, lengths: [bytes], seed: 1 };
  const { reports } = await system.run(workload, { mostCycles: 4_000_000 });
  const at = (what: ReportName) => reports.filter((report) => report.name === what);
  const begins = at('begin').slice(0, calls);
  const ends = at('end');
  if (ends.length !== calls) throw new FirmwareError(`${ends.length} of ${calls} calls have ended.`);
  const mean = (from: readonly Report[], to: readonly Report[], of: (report: Report) => number) => {
    const times = to.map((end, index) => of(end) - of(from[index]!)).slice(warmUp);
    return Math.round(times.reduce((sum, time) => sum + time, 0) / times.length);
  };
  const cycle = (report: Report) => report.cycle;
  return {
    system: name,
    bytes,
    there: mean(at('call'), at('detect'), cycle),
    back: mean(at('return'), at('returned'), cycle),
    whole: mean(begins, ends, cycle),
    kernelBusy: mean(begins, ends, ({ kernelBusy }) => kernelBusy),
  };
}
