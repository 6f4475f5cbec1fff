// SPDX-License-Identifier: Apache-2.0

/** The signals of receiving circuits by which a message can be followed; Verilog expressions. */
export interface Receiver {
  /** A message is taken, with so many words to move, from this buffer. */
  readonly takes: string;
  readonly words: string;
  readonly entry: string;
  /** A word has left the shared buffer for good: it is written into a temporary buffer, or delivered. */
  readonly moves: string;
  /** The release of this buffer is accepted; it takes effect in the next cycle. */
  readonly released: string;
  readonly releasedEntry: string;
}

/**
 * What the properties of receiving circuits remember by themselves: words and messages under way, and all about one
 * message that the prover chooses.
 *
 * @param countWidth bits of a number of words under way
 */
export function receiverHistory(receiver: Receiver, entryBits: number, countWidth: number): string {
  const { takes, words, entry, moves, released, releasedEntry } = receiver;
  return `
  (* anyseq *) reg chosen;
  wire takes = ${takes};
  wire [${countWidth - 1}:0] words = ${words};
  wire moves = ${moves};
  wire released = ${released};
  reg [${countWidth - 1}:0] outstanding;
  reg [2:0] unreleased;
  reg it_is_taken;
  reg [${entryBits - 1}:0] its_entry;
  reg [${countWidth - 1}:0] its_words;
  reg [2:0] before_it;
  reg it_was_released, right_entry;
  wire takes_it = takes && chosen && !it_is_taken;
  wire its_turn = it_is_taken ? before_it == 0 : takes_it && unreleased == 0;
  wire it_is_released = released && its_turn;
  always @(posedge clk) begin
    if (rst) begin
      outstanding <= 0;
      unreleased <= 0;
      it_is_taken <= 0;
      its_entry <= 0;
      its_words <= 0;
      before_it <= 0;
      it_was_released <= 0;
      right_entry <= 0;
    end else begin
      outstanding <= outstanding + (takes ? words : ${countWidth}'d0) - moves;
      unreleased <= unreleased + takes - released;
      it_is_taken <= (it_is_taken || takes_it) && !it_is_released;
      its_entry <= takes_it ? ${entry} : its_entry;
      its_words <= takes_it ? outstanding + words - moves : its_words - (moves && its_words != 0);
      before_it <= takes_it ? unreleased - released : before_it - (released && before_it != 0);
      it_was_released <= it_is_released;
      right_entry <= ${releasedEntry} == (it_is_taken ? its_entry : ${entry});
    end
  end
`;
}

/** A message is freed when all of it was moved, once, and no other buffer is freed in its place. */
export const receiverProperties = [
  {
    name: 'freed_when_all_words_were_moved',
    of: 'A8.4' as const,
    holds: '!it_was_released || its_words <= moves',
  },
  { name: 'its_own_buffer_is_freed', of: 'A8.4' as const, holds: '!it_was_released || right_entry' },
  {
    name: 'nothing_is_freed_that_was_not_taken',
    of: 'A8.4' as const,
    holds: '!released || unreleased != 0 || takes',
  },
];
