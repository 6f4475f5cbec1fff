// SPDX-License-Identifier: Apache-2.0

/** The part of the driver that moves messages. */
export const messageSource = `/* Whether the last command was refused; then it has changed nothing. */
static enum baton_status last_result(uintptr_t base)
{
  return BATON_READ(AT(base, RESULT)) == BATON_RESULT_OK ? BATON_OK : BATON_REFUSED;
}

enum baton_status baton_allocate(struct baton_party *party, struct baton_message *message)
{
  const uintptr_t base = BASE(party);
  uint32_t word = BATON_READ(AT(base, ALLOCATE));

  if ((word & BATON_PARTY_ALLOCATE_GRANTED_MASK) == 0)
    return BATON_READ(AT(base, RESULT)) == BATON_RESULT_NONE ? BATON_NO_BUFFER : BATON_REFUSED;
  message->entry = FIELD(word, ALLOCATE_ENTRY);
  message->data = AT(base, WINDOW) + message->entry * BATON_PARTY_WINDOW_STRIDE;
  message->length = 0;
  return BATON_OK;
}

enum baton_status baton_release(struct baton_party *party, const struct baton_message *message)
{
  const uintptr_t base = BASE(party);

  BATON_WRITE(AT(base, DEALLOCATE),
              message->entry << BATON_PARTY_DEALLOCATE_ENTRY_SHIFT |
              pointer_of(message->entry) << BATON_PARTY_DEALLOCATE_POINTER_SHIFT);
  return last_result(base);
}

static enum baton_status indicate(uintptr_t base, const struct baton_message *message, uint32_t kind, uint32_t tag,
                                  uint32_t length)
{
  if (tag >= BATON_THREADS)
    return BATON_NO_SUCH_TAG;
  if (length > BATON_PARTY_BUFFER_BYTES_RESET)
    return BATON_TOO_LONG;
  BATON_WRITE(AT(base, INDICATE),
              message->entry << BATON_PARTY_INDICATE_ENTRY_SHIFT |
              kind << BATON_PARTY_INDICATE_KIND_SHIFT |
              tag << BATON_PARTY_INDICATE_TAG_SHIFT |
              length << BATON_PARTY_INDICATE_LENGTH_SHIFT);
  return last_result(base);
}

enum baton_status baton_call(struct baton_party *party, const struct baton_message *message, uint32_t tag,
                             uint32_t length)
{
  enum baton_status status;

  if (tag < BATON_THREADS && party->calls[tag] != CALL_NONE)
    return BATON_TAG_IN_USE;
  status = indicate(BASE(party), message, BATON_KIND_CALL, tag, length);
  if (status == BATON_OK)
    party->calls[tag] = CALL_OPEN;
  return status;
}

enum baton_status baton_return(struct baton_party *party, const struct baton_message *message, uint32_t tag,
                               uint32_t length)
{
  return indicate(BASE(party), message, BATON_KIND_RETURN, tag, length);
}

enum baton_status baton_notify(struct baton_party *party, const struct baton_message *message, uint32_t tag,
                               uint32_t length)
{
  return indicate(BASE(party), message, BATON_KIND_NOTICE, tag, length);
}

void baton_put(const struct baton_message *message, const uint32_t *words, uint32_t bytes)
{
  uint32_t word;

  for (word = 0; word < words_of(bytes); word++)
    BATON_WRITE(message->data + 4 * word, words[word]);
}

void baton_get(const struct baton_message *message, uint32_t *words, uint32_t bytes)
{
  uint32_t word;

  for (word = 0; word < words_of(bytes); word++)
    words[word] = BATON_READ(message->data + 4 * word);
}

/* What a word of DETECT says. */
static void describe(struct baton_message *message, uintptr_t base, uint32_t word)
{
  message->tag = FIELD(word, DETECT_TAG);
  message->kind = FIELD(word, DETECT_KIND);
  message->length = FIELD(word, DETECT_LENGTH);
  message->entry = FIELD(word, DETECT_ENTRY);
  message->data = AT(base, WINDOW) + message->entry * BATON_PARTY_WINDOW_STRIDE;
}

/* Whether a message is the return of a call that was given up; the call is over. */
static int is_unwanted(struct baton_party *party, const struct baton_message *message)
{
  uint8_t call;

  if (message->kind != BATON_KIND_RETURN && message->kind != BATON_KIND_FAILURE)
    return 0;
  /* A block without hardening passes any tag that has room in the word. */
  if (message->tag >= BATON_THREADS)
    return 0;
  call = party->calls[message->tag];
  party->calls[message->tag] = CALL_NONE;
  return call == CALL_GIVEN_UP;
}

enum baton_status baton_receive(struct baton_party *party, struct baton_message *message)
{
  const uintptr_t base = BASE(party);

  uint32_t word;

  while (((word = BATON_READ(AT(base, DETECT))) & BATON_PARTY_DETECT_FOUND_MASK) != 0) {
    describe(message, base, word);
    if (!is_unwanted(party, message))
      return BATON_OK;
    baton_release(party, message);
  }
  return BATON_NO_MESSAGE;
}

enum baton_status baton_poll(struct baton_party *party)
{
  struct baton_message message;
  enum baton_status status = baton_receive(party, &message);

  if (status != BATON_OK)
    return status;
  if (party->handler == 0)
    return baton_release(party, &message);
  party->handler(party, &message, party->context);
  return BATON_OK;
}

enum baton_status baton_await(struct baton_party *party, uint32_t tag, uint32_t patience)
{
  if (tag >= BATON_THREADS)
    return BATON_NO_SUCH_TAG;
  while (party->calls[tag] == CALL_OPEN)
    if (baton_poll(party) == BATON_NO_MESSAGE && patience-- == 0)
      return BATON_TIMED_OUT;
  return BATON_OK;
}

enum baton_status baton_abort(struct baton_party *party, uint32_t tag)
{
  if (tag >= BATON_THREADS || party->calls[tag] == CALL_NONE)
    return BATON_NO_SUCH_TAG;
  party->calls[tag] = CALL_GIVEN_UP;
  return BATON_OK;
}

int baton_is_open(const struct baton_party *party, uint32_t tag)
{
  return tag < BATON_THREADS && party->calls[tag] != CALL_NONE;
}

static void read_error(const struct baton_party *party, struct baton_error *error)
{
  uint32_t refusal = BATON_READ(AT(BASE(party), REFUSAL));
  uint32_t misuse = BATON_READ(AT(BASE(party), MISUSE));

  error->result = FIELD(refusal, REFUSAL_CODE);
  error->tag = FIELD(refusal, REFUSAL_TAG);
  error->entry = FIELD(refusal, REFUSAL_ENTRY);
  error->misuse = FIELD(misuse, MISUSE_CAUSE);
  error->was_write = FIELD(misuse, MISUSE_WRITE);
  error->address = FIELD(BATON_READ(AT(BASE(party), MISUSE_ADDRESS)), MISUSE_ADDRESS);
  BATON_WRITE(AT(BASE(party), ERROR_CLEAR), BATON_PARTY_ERROR_CLEAR_MASK);
}

static int is_error(const struct baton_error *error)
{
  return error->result != BATON_RESULT_OK || error->misuse != BATON_MISUSE_NONE;
}

uint32_t baton_interrupt(struct baton_party *party)
{
  uint32_t causes;

  /* Messages first: somebody waits for them. */
  while (baton_poll(party) != BATON_NO_MESSAGE)
    ;
  causes = BATON_READ(AT(BASE(party), INTERRUPT_STATUS)) & party->interrupts;
  if ((causes & BATON_PARTY_INTERRUPT_STATUS_FREE_MASK) != 0)
    baton_enable_interrupts(party, party->interrupts & ~BATON_PARTY_INTERRUPT_ENABLE_FREE_MASK);
  if ((causes & BATON_PARTY_INTERRUPT_STATUS_ERROR_MASK) != 0)
    read_error(party, &party->error);
  if (causes != 0)
    BATON_WRITE(AT(BASE(party), INTERRUPT_STATUS), causes);
  return causes;
}

int baton_take_error(struct baton_party *party, struct baton_error *error)
{
  read_error(party, error);
  if (!is_error(error))
    *error = party->error;
  party->error.result = BATON_RESULT_OK;
  party->error.misuse = BATON_MISUSE_NONE;
  return is_error(error);
}
`;
