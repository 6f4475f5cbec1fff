// SPDX-License-Identifier: Apache-2.0
import type { NamedVerb, repositoryVerbNames } from './verbs.ts';

/** What only the repository can do. Nothing that belongs to the package may import this file. */
export const repositoryVerbs = {
  start: {
    command: 'start',
    describe:
      'the main job: generate channel and gateway, simulate them under real traffic, compare everything',
    load: async () => (await import('./start.ts')).startVerb,
  },
  regress: {
    command: 'regress [pattern] [folders..]',
    describe: 'run tests with many seeds in parallel and report every failure with its command',
    load: async () => (await import('./regress.ts')).regressVerb,
  },
  'regress-job': {
    command: 'regress-job <test>',
    describe: 'make one run of a regression and write its result',
    load: async () => (await import('./regress-job.ts')).regressJobVerb,
  },
  soak: {
    command: 'soak [pattern]',
    describe: 'compare very many cycles of random traffic with the model; goes on where it was stopped',
    load: async () => (await import('./soak.ts')).soakVerb,
  },
  experiment: {
    command: 'experiment',
    describe: 'measure what early release saves, on the generated Verilog, and write the report',
    load: async () => (await import('./experiment.ts')).experimentVerb,
  },
  rtl: {
    command: 'rtl',
    describe: 'generate the committed design of every preset again, or compare them with --check',
    load: async () => (await import('./rtl.ts')).rtlVerb,
  },
  'bench-circuits': {
    command: 'bench-circuits',
    describe: 'measure the cycles of each operation in simulation and compare them with their targets',
    load: async () => (await import('./bench-circuits.ts')).benchCircuitsVerb,
  },
  'bench-bus': {
    command: 'bench-bus',
    describe:
      'measure the cycles of accesses behind each bus in simulation and compare them with their targets',
    load: async () => (await import('./bench-bus.ts')).benchBusVerb,
  },
  claims: {
    command: 'claims',
    describe: 'break the circuit of each claim element, see its tests fail, and write docs/claims.md',
    load: async () => (await import('./claims.ts')).claimsVerb,
  },
  cocotb: {
    command: 'cocotb',
    describe: 'run the independent Python testbench, and compare what both see at the ports',
    load: async () => (await import('./cocotb.ts')).cocotbVerb,
  },
  'cocotb-bus': {
    command: 'cocotb-bus',
    describe: 'drive each bus of a block by models of others, and compare what comes out with a scoreboard',
    load: async () => (await import('./cocotb-bus.ts')).cocotbBusVerb,
  },
  'bench-simulation': {
    command: 'bench-simulation',
    describe:
      'measure cycles per CPU second beside a bare C++ loop and cocotb, as medians of interleaved runs',
    load: async () => (await import('./bench-simulation.ts')).benchSimulationVerb,
  },
  'bench-firmware': {
    command: 'bench-firmware',
    describe:
      'measure calls of firmware on three RISC-V cores, through a gateway and through shared memory, then make many under the checker; writes the tables of README.md and docs/firmware.md',
    load: async () => (await import('./bench-firmware.ts')).benchFirmwareVerb,
  },
  prove: {
    command: 'prove',
    describe: 'prove the invariants of the emitted Verilog for all time, by induction',
    load: async () => (await import('./prove.ts')).proveVerb,
  },
  configurations: {
    command: 'configurations',
    describe:
      'generate, lint, build and run configurations drawn from the whole schema, checked against the model',
    load: async () => (await import('./configurations/verb.ts')).configurationsVerb,
  },
  'coverage-rtl': {
    command: 'coverage-rtl [preset]',
    describe:
      'measure which lines, branches and bits of the presets random traffic reaches; fails below the limits',
    load: async () => (await import('./coverage-rtl.ts')).coverageRtlVerb,
  },
  mutate: {
    command: 'mutate',
    describe:
      'draw mutants of the tiny presets, run them under the checker, and prove survivors to be the same design',
    load: async () => (await import('./mutate/verb.ts')).mutateVerb,
  },
  synth: {
    command: 'synth',
    describe:
      'map, place and route designs with open tools; writes docs/synthesis.md and the table of README.md',
    load: async () => (await import('./synth.ts')).synthVerb,
  },
} satisfies Readonly<Record<(typeof repositoryVerbNames)[number], NamedVerb>>;
