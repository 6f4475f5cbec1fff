// SPDX-License-Identifier: Apache-2.0
import type { Verb } from './verb.ts';

/** How a verb is loaded: when it is asked for, so that a quick one doesn't wait for the parts of the others. */
export type LoadVerb = () => Promise<Pick<Verb<never>, 'command' | 'describe'>>;

/** Verbs under their names. */
export type Verbs = Readonly<Record<string, LoadVerb>>;

/** What everybody uses, from the package too. */
export const productVerbs: Verbs = {
  generate: async () => (await import('./generate.ts')).generateVerb,
  simulate: async () => (await import('./simulate.ts')).simulateVerb,
  bridge: async () => (await import('./bridge.ts')).bridgeVerb,
  check: async () => (await import('./check.ts')).checkVerb,
  waves: async () => (await import('./waves.ts')).wavesVerb,
  size: async () => (await import('./size.ts')).sizeVerb,
  ports: async () => (await import('./ports.ts')).portsVerb,
  coverage: async () => (await import('./coverage.ts')).coverageVerb,
  doctor: async () => (await import('./doctor.ts')).doctorVerb,
};

/** What is done with the testbenches and documents of the repository, which the package does not hold. */
export const repositoryVerbNames = [
  'start',
  'regress',
  'regress-job',
  'soak',
  'experiment',
  'rtl',
  'bench-circuits',
  'bench-bus',
  'claims',
  'cocotb',
  'cocotb-bus',
  'bench-simulation',
  'bench-firmware',
  'prove',
  'configurations',
  'mutate',
  'coverage-rtl',
  'synth',
] as const;
