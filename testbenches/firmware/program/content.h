/* SPDX-License-Identifier: Apache-2.0 */
/* What messages say: word i is first + i * step, so that building and checking cost as little as possible. */
#ifndef CONTENT_H
#define CONTENT_H

#include <stdint.h>

#include "core.h"

/* A compiler that knew the step, or where buffers are, would make constants of all words and addresses, and have no registers left. */
static inline uint32_t content_unknown(uint32_t value)
{
  __asm__("" : "+r"(value));
  return value;
}

#define CONTENT_STEP content_unknown(UINT32_C(0x9e3779b1))

/* The answer to a call begins with another word. */
static inline uint32_t content_answer(uint32_t first)
{
  return first ^ UINT32_C(0x5bd1e995);
}

/* Lengths are multiples of 64 bytes. */
static inline void content_build(uintptr_t data, uint32_t first, uint32_t length)
{
  volatile uint32_t *word = (volatile uint32_t *)content_unknown(data);
  const uint32_t step = CONTENT_STEP;
  uint32_t left, place;

  for (left = length; left != 0; left -= 64)
    for (place = 0; place < 16; place++, word++, first += step)
      *word = first;
}

/* Returns the first word; whoever knows what it should be compares it. */
static inline uint32_t content_check(uintptr_t data, uint32_t length)
{
  volatile uint32_t *word = (volatile uint32_t *)content_unknown(data);
  const uint32_t step = CONTENT_STEP;
  uint32_t first = length == 0 ? 0 : *word;
  uint32_t wanted = first, left, place;

  for (left = length; left != 0; left -= 64)
    for (place = 0; place < 16; place++, word++, wanted += step)
      EXPECT(*word == wanted);
  return first;
}

static inline uint32_t next_random(uint32_t *state)
{
  *state = *state * UINT32_C(1664525) + UINT32_C(1013904223);
  return *state >> 16;
}

#endif
