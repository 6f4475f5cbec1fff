// SPDX-License-Identifier: Apache-2.0
// Included before every other header, because Verilator's runtime expects VL_PRINTF to be declared already.
#ifndef HARNESS_PRINT_H
#define HARNESS_PRINT_H

/// What the runtime and the design print goes to the journal of the model that is running.
void harness_print(const char* format, ...) __attribute__((format(printf, 1, 2)));

#define VL_PRINTF harness_print

#endif
