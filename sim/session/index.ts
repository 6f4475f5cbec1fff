// SPDX-License-Identifier: Apache-2.0
export { describeDesign, readManifest, readManifestFile } from './design-folder.ts';
export { RunFailedError, SessionError } from './errors.ts';
export { openRegisters, RegisterError, type Registers, type SteppedDesign } from './registers.ts';
export { openSession, type Session, type SessionOptions } from './session.ts';
