// SPDX-License-Identifier: Apache-2.0
import { type Condition, termKinds } from './condition.ts';
import { ModelUsageError } from './errors.ts';
import type { NativeModel } from './native-library.ts';
import type { Port } from './port-types.ts';

const controlWords = 3;
const armed = 1;
const fired = 2;
const budgetWord = 0;
const attentionWord = 1;
const doneWord = 2;

/** Conditions that the native half evaluates in every cycle, one slot for each task that waits. */
export class WatchTable {
  readonly #native: NativeModel;
  readonly #control: Uint32Array;
  readonly #ports: Readonly<Record<string, Port>>;
  readonly #free: number[] = [];
  readonly #conditions: (Condition | undefined)[] = [];

  constructor(native: NativeModel, ports: Readonly<Record<string, Port>>) {
    this.#native = native;
    this.#ports = ports;
    this.#control = new Uint32Array(native.control);
  }

  /** A slot nobody uses. @throws ModelUsageError when all are in use */
  take(): number {
    const slot = this.#free.pop() ?? this.#conditions.push(undefined) - 1;
    const slots = this.#control.length - controlWords;
    if (slot < slots) return slot;
    throw new ModelUsageError(
      `More than ${slots} tasks wait on conditions; give some of them functions instead.`,
    );
  }

  /** Gives a slot back. */
  release(slot: number): void {
    this.#control[controlWords + slot] = 0;
    this.#free.push(slot);
  }

  /** Lets a slot wait for a condition, from the next settle on. @throws ModelUsageError for ports of another model */
  arm(slot: number, condition: Condition): void {
    if (this.#conditions[slot] !== condition) this.#describe(slot, condition);
    this.#control[controlWords + slot] = armed;
  }

  /** Whether the condition of an armed slot has held. */
  hasFired(slot: number): boolean {
    return this.#control[controlWords + slot] === fired;
  }

  /** Whether anything has happened since the attention was last cleared. */
  get attention(): boolean {
    return this.#control[attentionWord] !== 0;
  }

  clearAttention(): void {
    this.#control[attentionWord] = 0;
  }

  /** Runs at most this many cycles, fewer when a condition holds or a monitor must be emptied. Returns how many there were. */
  run(cycles: number): number {
    const control = this.#control;
    control[budgetWord] = cycles;
    this.#native.run();
    return control[doneWord] as number;
  }

  #describe(slot: number, condition: Condition): void {
    for (const port of condition.ports) {
      if (Object.hasOwn(this.#ports, port.name) && this.#ports[port.name] === port) continue;
      throw new ModelUsageError(
        `The condition on '${port.name}' belongs to another model; create conditions from the ports of the model that runs.`,
      );
    }
    const terms = condition.terms.flatMap(({ kind, place, mask, value }) => [
      termKinds[kind],
      place,
      mask,
      value,
    ]);
    this.#native.watch(slot, new Uint32Array(terms), condition.terms.length);
    this.#conditions[slot] = condition;
  }
}
