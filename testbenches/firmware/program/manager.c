/* SPDX-License-Identifier: Apache-2.0 */
/* The kernel of a gateway is hardware; its processor is the manager, and sleeps unless something is wrong. */
#include "baton.h"
#include "core.h"

#define PATIENCE 10000

int main(void)
{
  EXPECT(baton_manage(PORT, PATIENCE) == BATON_OK);
#ifdef BATON_MANAGER_STATISTICS_OFFSET
  baton_clear_counters(PORT);
#endif
  BATON_WRITE(PORT + BATON_MANAGER_INTERRUPT_ENABLE_OFFSET, BATON_MANAGER_INTERRUPT_ENABLE_ERROR_MASK);
  core_report(REPORT_DONE, 0);
  core_wait_for_interrupt();
  EXPECT(0);
  return 0;
}
