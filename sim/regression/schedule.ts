// SPDX-License-Identifier: Apache-2.0

export interface Schedule<Item> {
  readonly items: Iterable<Item>;
  /** How many at a time. */
  readonly concurrency: number;
  /** Asked before each start; true starts no more. */
  readonly isOver: () => boolean;
  readonly run: (item: Item) => Promise<void>;
}

/**
 * Runs items in their order, several at a time, and waits for those that are under way when no more is to be started.
 *
 * @throws the first error of `run`, after the others under way have ended
 */
export async function runSchedule<Item>({ items, concurrency, isOver, run }: Schedule<Item>): Promise<void> {
  const iterator = items[Symbol.iterator]();
  const errors: unknown[] = [];

  async function worker(): Promise<void> {
    while (errors.length === 0 && !isOver()) {
      const next = iterator.next();
      if (next.done === true) return;
      await run(next.value);
    }
  }

  const work = () => worker().catch((error: unknown) => void errors.push(error));
  await Promise.all(Array.from({ length: concurrency }, work));
  if (errors.length > 0) throw errors[0];
}
