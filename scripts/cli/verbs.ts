// SPDX-License-Identifier: Apache-2.0
import type { Verb } from './verb.ts';

/** What is known of a verb before it is loaded, so that nobody waits for the parts of verbs that he has not asked for. */
export interface NamedVerb {
  /** Name and positional arguments, as yargs writes them. */
  readonly command: string;
  readonly describe: string;
  readonly load: () => Promise<Pick<Verb<never>, 'run'>>;
}

/** Verbs under their names. */
export type Verbs = Readonly<Record<string, NamedVerb>>;

/** What everybody uses, from the package too. */
export const productVerbs: Verbs = {
  generate: {
    command: 'generate',
    describe: 'write the Verilog of a design, its file list and its manifest into a folder',
    load: async () => (await import('./generate.ts')).generateVerb,
  },
  simulate: {
    command: 'simulate',
    describe: 'run a design under traffic and compare every operation with the reference model',
    load: async () => (await import('./simulate.ts')).simulateVerb,
  },
  bridge: {
    command: 'bridge',
    describe: 'carry the bytes between real clients and a real server through a simulated design',
    load: async () => (await import('./bridge.ts')).bridgeVerb,
  },
  check: {
    command: 'check <file>',
    describe: 'compare a waveform (VCD, also gzip, or FST) that any simulator wrote with the reference model',
    load: async () => (await import('./check.ts')).checkVerb,
  },
  waves: {
    command: 'waves <file>',
    describe: 'draw some cycles of a waveform (VCD, also gzip, or FST) of any design',
    load: async () => (await import('./waves.ts')).wavesVerb,
  },
  size: {
    command: 'size',
    describe:
      'say how many buffers so many threads need, what early release saves, and which configuration does it',
    load: async () => (await import('./size.ts')).sizeVerb,
  },
  ports: {
    command: 'ports [files..]',
    describe: 'write the ports of a Verilog module as TypeScript types (.d.ts)',
    load: async () => (await import('./ports.ts')).portsVerb,
  },
  coverage: {
    command: 'coverage [files..]',
    describe: 'merge the coverage of several runs, show what was missed, write lcov',
    load: async () => (await import('./coverage.ts')).coverageVerb,
  },
  doctor: {
    command: 'doctor',
    describe: 'show what is installed, what is missing, and the command that fixes it',
    load: async () => (await import('./doctor.ts')).doctorVerb,
  },
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
