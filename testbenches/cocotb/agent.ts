// SPDX-License-Identifier: Apache-2.0
import type { Model } from '../../sim/harness/index.ts';
import type { Random } from '../../sim/tasks/index.ts';
import type { Plan } from './plan.ts';

/** One cycle after the other: what is read has settled, what is written counts after the edge, `yield` is that edge. */
export type Steps<Result = void> = Generator<undefined, Result, undefined>;

/** The ports of a model, written after the next clock edge. */
export interface Ports {
  /** At most 53 bits. */
  read(name: string): number;
  readBytes(name: string, count: number): Uint8Array;
  write(name: string, value: number): void;
  writeBytes(name: string, bytes: Uint8Array): void;
  /** Makes what was written count. */
  apply(): void;
}

export function createPorts(model: Model): Ports {
  let written: (() => void)[] = [];
  return {
    read: (name) => model.port(name).value,
    readBytes(name, count) {
      const bytes = new Uint8Array(count);
      model.port(name).getBytes(bytes);
      return bytes;
    },
    write(name, value) {
      const port = model.port(name);
      written.push(() => {
        if (port.width > 53) port.write(BigInt(value));
        else port.value = value;
      });
    },
    writeBytes(name, bytes) {
      const port = model.port(name);
      written.push(() => port.setBytes(bytes));
    },
    apply() {
      for (const write of written) write();
      written = [];
    },
  };
}

/** Notes what can be seen at the ports. */
export interface Transcript {
  cycle: number;
  readonly lines: string[];
  note(text: string): void;
}

export function createTranscript(): Transcript {
  const lines: string[] = [];
  return {
    cycle: 0,
    lines,
    note(text) {
      lines.push(`${this.cycle} ${text}`);
    },
  };
}

/** What an agent of a party works with. */
export interface Post {
  readonly party: number;
  readonly plan: Plan;
  readonly ports: Ports;
  readonly random: Random;
  readonly transcript: Transcript;
}

/** Somebody who uses ports of a party. */
export interface Agent {
  readonly idle: () => boolean;
  readonly steps: Steps;
}

export const hexadecimal = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
