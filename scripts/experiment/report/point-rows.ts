// SPDX-License-Identifier: Apache-2.0
import { csvFormat } from 'd3-dsv';
import type { ExperimentData } from '../data.ts';
import { lawOf } from '../law.ts';

const POOLS = ['first', 'second', 'temporaries'] as const;

/** Every point as a row of comma-separated values: what it is, what was measured, simulated and foretold. */
export function pointRows(data: ExperimentData): string {
  const rows = data.points.map((one) => {
    const { point, outcome } = one;
    const { measured, simulated, drawn } = outcome;
    const law = lawOf(one);
    const pools = POOLS.flatMap((pool, place) => {
      const [is, should] = [measured.pools[place]!, simulated.pools[place]!];
      return [
        [`${pool}_buffer_cycles`, is.bufferCyclesPerCall],
        [`${pool}_buffer_cycles_simulated`, should.bufferCyclesPerCall],
        ...(place < 2 ? [[`${pool}_buffer_cycles_law`, law[place]]] : []),
        [`${pool}_mean`, is.mean],
        [`${pool}_peak`, is.peak],
        [`${pool}_requests_blocked`, is.requests.blocked],
        [`${pool}_returns_blocked`, is.returns.blocked],
        [`${pool}_wait_cycles`, is.requests.waitCycles + is.returns.waitCycles],
      ];
    });
    return {
      run: point.run,
      design: point.design.name,
      release: point.release,
      threads: point.threads,
      first_limit: point.limits.areaBuffers?.[0],
      second_limit: point.limits.areaBuffers?.[1],
      temporaries_limit: point.limits.temporaryBuffers,
      server_threads_limit: point.limits.serverThreads,
      reserve: point.limits.reserve,
      request_bytes: point.requestSizes,
      return_bytes: point.returnSizes,
      service: point.serviceShape,
      service_cycles: point.serviceCycles,
      service_cycles_drawn: drawn.serviceCycles,
      think_cycles: point.thinkCycles,
      start: point.start,
      checked: point.checked,
      calls: measured.calls,
      cycles: measured.cycles,
      calls_per_cycle: measured.callsPerCycle,
      calls_per_cycle_simulated: simulated.callsPerCycle,
      ...Object.fromEntries(pools),
      latency_median: measured.latency.p50,
      latency_99: measured.latency.p99,
      aborted: measured.aborted,
      stuck: measured.stuckCalls,
    };
  });
  return `${csvFormat(rows)}\n`;
}
