// SPDX-License-Identifier: Apache-2.0
import type { Verb } from './verb.ts';

/** Every verb under its name. Each is loaded when it is asked for, so that a quick one doesn't wait for the parts of the others. */
export const verbs = {
  start: async () => (await import('./start.ts')).startVerb,
  generate: async () => (await import('./generate.ts')).generateVerb,
  simulate: async () => (await import('./simulate.ts')).simulateVerb,
  bridge: async () => (await import('./bridge.ts')).bridgeVerb,
  check: async () => (await import('./check.ts')).checkVerb,
  waves: async () => (await import('./waves.ts')).wavesVerb,
  regress: async () => (await import('./regress.ts')).regressVerb,
  'regress-job': async () => (await import('./regress-job.ts')).regressJobVerb,
  soak: async () => (await import('./soak.ts')).soakVerb,
  size: async () => (await import('./size.ts')).sizeVerb,
  experiment: async () => (await import('./experiment.ts')).experimentVerb,
  rtl: async () => (await import('./rtl.ts')).rtlVerb,
  ports: async () => (await import('./ports.ts')).portsVerb,
  coverage: async () => (await import('./coverage.ts')).coverageVerb,
  'bench-circuits': async () => (await import('./bench-circuits.ts')).benchCircuitsVerb,
  claims: async () => (await import('./claims.ts')).claimsVerb,
  cocotb: async () => (await import('./cocotb.ts')).cocotbVerb,
  'bench-simulation': async () => (await import('./bench-simulation.ts')).benchSimulationVerb,
  prove: async () => (await import('./prove.ts')).proveVerb,
  configurations: async () => (await import('./configurations/verb.ts')).configurationsVerb,
  doctor: async () => (await import('./doctor.ts')).doctorVerb,
} satisfies Readonly<Record<string, () => Promise<Pick<Verb<never>, 'command' | 'describe'>>>>;

export type VerbName = keyof typeof verbs;

export const verbNames = Object.keys(verbs) as VerbName[];
