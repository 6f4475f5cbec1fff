// SPDX-License-Identifier: Apache-2.0

export { answersNone } from './answers-none.ts';
export { bufferAddressesOf, bufferCountOf } from './buffer-addresses.ts';
export { ConfigurationError, type FieldProblem } from './configuration-error.ts';
export { configurationDigest } from './digest.ts';
export { describeFields, type FieldDescription } from './fields.ts';
export { messageBits, registerBits } from './message-word.ts';
export { parseConfiguration } from './parse.ts';
export { type PresetName, presetNames, presets } from './presets.ts';
export { refusedPairs } from './refused-pairs.ts';
export {
  type Configuration,
  type ConfigurationInput,
  configurationSchema,
  mostPayloadBytes,
} from './schema.ts';
export { version } from './version.ts';
