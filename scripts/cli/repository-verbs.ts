// SPDX-License-Identifier: Apache-2.0
import type { LoadVerb, repositoryVerbNames } from './verbs.ts';

/** What only the repository can do. Nothing that belongs to the package may import this file. */
export const repositoryVerbs = {
  start: async () => (await import('./start.ts')).startVerb,
  regress: async () => (await import('./regress.ts')).regressVerb,
  'regress-job': async () => (await import('./regress-job.ts')).regressJobVerb,
  soak: async () => (await import('./soak.ts')).soakVerb,
  experiment: async () => (await import('./experiment.ts')).experimentVerb,
  rtl: async () => (await import('./rtl.ts')).rtlVerb,
  'bench-circuits': async () => (await import('./bench-circuits.ts')).benchCircuitsVerb,
  'bench-bus': async () => (await import('./bench-bus.ts')).benchBusVerb,
  claims: async () => (await import('./claims.ts')).claimsVerb,
  cocotb: async () => (await import('./cocotb.ts')).cocotbVerb,
  'cocotb-bus': async () => (await import('./cocotb-bus.ts')).cocotbBusVerb,
  'bench-simulation': async () => (await import('./bench-simulation.ts')).benchSimulationVerb,
  'bench-firmware': async () => (await import('./bench-firmware.ts')).benchFirmwareVerb,
  prove: async () => (await import('./prove.ts')).proveVerb,
  configurations: async () => (await import('./configurations/verb.ts')).configurationsVerb,
  'coverage-rtl': async () => (await import('./coverage-rtl.ts')).coverageRtlVerb,
  mutate: async () => (await import('./mutate/verb.ts')).mutateVerb,
  synth: async () => (await import('./synth.ts')).synthVerb,
} satisfies Readonly<Record<(typeof repositoryVerbNames)[number], LoadVerb>>;
