// SPDX-License-Identifier: Apache-2.0
import { bareLoop, cocotbContender, type DesignRow } from './measure.ts';

function rate(cyclesPerSecond: number): string {
  return cyclesPerSecond >= 1e6
    ? `${(cyclesPerSecond / 1e6).toFixed(2)} M`
    : `${(cyclesPerSecond / 1e3).toFixed(1)} k`;
}

/** The rows as a table in Markdown: cycles per CPU second, share of the bare loop, times cocotb. */
export function speedTable(rows: readonly DesignRow[]): string {
  const of = (design: string, contender: string) =>
    rows.find((row) => row.design === design && row.contender === contender)?.cyclesPerSecond ?? Number.NaN;
  const lines = rows.map(({ design, contender, cyclesPerSecond }) => {
    const share = (100 * cyclesPerSecond) / of(design, bareLoop);
    const times = cyclesPerSecond / of(design, cocotbContender);
    return `| ${design} | ${contender} | ${rate(cyclesPerSecond)} | ${share.toFixed(share < 10 ? 2 : 0)} % | ${times.toFixed(times < 10 ? 1 : 0)} x |`;
  });
  return [
    '| design | testbench | cycles per CPU second | of the bare loop | against cocotb |',
    '|---|---|---|---|---|',
    ...lines,
  ].join('\n');
}
