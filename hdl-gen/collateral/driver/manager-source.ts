// SPDX-License-Identifier: Apache-2.0
import type { DriverParts } from './driver-parts.ts';

/** The part of the driver that counts and manages. */
export function managerSource({ statistics, wideStatistics, reclaims }: DriverParts): string {
  return [
    ...(statistics ? [counts] : []),
    `enum baton_status baton_manage(uintptr_t base, uint32_t patience)
{
  return look_at(base, patience);
}

enum baton_status baton_set(uintptr_t base, uint32_t offset, uint32_t value)
{
  BATON_WRITE(base + offset, value);
  return BATON_READ(base + offset) == value ? BATON_OK : BATON_REFUSED;
}
`,
    ...(statistics ? [counters(wideStatistics)] : []),
    ...(reclaims ? [reclaim] : []),
  ].join('\n');
}

const counts = `void baton_count(const struct baton_party *party, struct baton_counts *counts)
{
  counts->sent = BATON_READ(AT(BASE(party), SENT));
  counts->received = BATON_READ(AT(BASE(party), RECEIVED));
  counts->refused = BATON_READ(AT(BASE(party), REFUSED));
}
`;

function counters(wide: boolean): string {
  const low = 'BATON_READ(base + offset)';
  const body = wide
    ? `  /* Reading the low word latches the high one. */
  uint32_t low = ${low};

  return (uint64_t)BATON_READ(base + offset + 4) << 32 | low;`
    : `  return ${low};`;
  return `uint64_t baton_counter(uintptr_t base, uint32_t offset)
{
${body}
}

void baton_clear_counters(uintptr_t base)
{
  uint32_t word = BATON_READ(base + BATON_MANAGER_STATISTICS_OFFSET);

  BATON_WRITE(base + BATON_MANAGER_STATISTICS_OFFSET, word | BATON_MANAGER_STATISTICS_CLEAR_MASK);
}

void baton_run_counters(uintptr_t base, int run)
{
  BATON_WRITE(base + BATON_MANAGER_STATISTICS_OFFSET, run ? BATON_MANAGER_STATISTICS_RUN_MASK : 0);
}
`;
}

const reclaim = `enum baton_status baton_reclaim(uintptr_t base, uint32_t parties, uint32_t patience)
{
  BATON_WRITE(base + BATON_MANAGER_RECLAIM_OFFSET, parties);
  while ((BATON_READ(base + BATON_MANAGER_RECLAIM_OFFSET) & parties) != 0)
    if (patience-- == 0)
      return BATON_TIMED_OUT;
  return BATON_OK;
}
`;
