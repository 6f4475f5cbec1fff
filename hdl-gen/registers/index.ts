// SPDX-License-Identifier: Apache-2.0

export { addressBlocks, usersOf } from './address-blocks.ts';
export { givenBytes, givesAllBytes, writesOf } from './byte-writes.ts';
export { bitmapWords, commandFields } from './command-registers.ts';
export { type InterruptSource, misuseBits, misuses, type PortRole } from './common-registers.ts';
export { managerInterrupts, settingsAddress } from './manager-block.ts';
export { partyInterrupts } from './party-block.ts';
export { placed, registerWord } from './register-decode.ts';
export { registerFile, registerPort } from './register-file.ts';
export { registerMap } from './register-map.ts';
export {
  type AddressBlock,
  blockAddressBits,
  type CounterSet,
  type EnumeratedValues,
  type FieldAccess,
  isLimited,
  isReadable,
  isWritable,
  type Register,
  type RegisterField,
  type RegisterMap,
  type RegisterWindow,
  registerAddressBits,
  registerBits,
} from './register-model.ts';
export { statistics } from './statistics.ts';
export { type Statistics, statisticsOf } from './statistics-counters.ts';
export { laneEvents, type StatisticsEvent, temporaryEvents } from './statistics-events.ts';
