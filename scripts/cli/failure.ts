// SPDX-License-Identifier: Apache-2.0
import { ConfigurationError } from '../../hdl-gen/configuration/index.ts';
import { DifferenceError } from '../../sim/checker/index.ts';
import { RunFailedError } from '../../sim/session/index.ts';
import { CarrierFailureError } from '../../sim/traffic/bridge/errors.ts';
import { WaveformError } from '../../sim/waveform/index.ts';
import { FAILED, WRONG_INPUT } from './exit-status.ts';

/** Errors whose cause is what the user gave: the command line, a file, an address, the machine. */
const INPUT_ERRORS: ReadonlySet<string> = new Set([
  'UsageError',
  'ConfigurationError',
  'ManifestError',
  'DesignError',
  'SessionError',
  'ModelBuildError',
  'ToolMissingError',
  'WaveformError',
  'CoverageFormatError',
  'FileTrafficError',
  'AddressError',
  'RemoteAddressError',
  'PortInUseError',
  'ListenError',
  'CarrierContractError',
  'UnfitDesignError',
  'SizingError',
]);

/** Errors of checks, which say themselves all there is to say. */
const CHECK_ERRORS: ReadonlySet<string> = new Set([
  'CheckFailedError',
  'RunFailedError',
  'DifferenceError',
  'DeliveryError',
  'StandstillError',
  'StreamRuleError',
  'GitError',
  'ProgramError',
  'ProofError',
  'LintError',
  'RestlessError',
  'JobError',
  'PayloadError',
  'EngineFaultError',
  'SynthesisError',
]);

/** What a failed run comes to. */
export interface Failure {
  readonly status: typeof FAILED | typeof WRONG_INPUT;
  readonly name: string;
  /** For people; everything they need, without a stack. */
  readonly message: string;
  /** The error that explains it best. */
  readonly cause: unknown;
  /** The same in parts, for machines, where the error has parts. */
  readonly details: Readonly<Record<string, unknown>>;
}

/** The cause that explains an error best: a bridge that stopped because its carrier failed tells less than the carrier. */
function explanation(error: unknown): unknown {
  return error instanceof CarrierFailureError ? error.cause : error;
}

/** Turns whatever was thrown into an exit status and a message. */
export function failureOf(thrown: unknown): Failure {
  const cause = explanation(thrown);
  if (!(cause instanceof Error)) {
    return unexpected('Error', `${String(cause)} was thrown`, cause);
  }
  const { name, message } = cause;
  const details = detailsOf(cause);
  if (INPUT_ERRORS.has(name) || isSystemError(cause)) {
    return { status: WRONG_INPUT, name, message, cause, details };
  }
  if (CHECK_ERRORS.has(name)) return { status: FAILED, name, message, cause, details };
  return unexpected(name, `${name}: ${message}`, cause);
}

function unexpected(name: string, what: string, cause: unknown): Failure {
  const message = `${what}. This should not happen; run it again with BATON_DEBUG=1 to see where.`;
  return { status: FAILED, name, message, cause, details: {} };
}

/** What the operating system refused, a file that may not be written for example. */
function isSystemError(error: Error): boolean {
  return 'syscall' in error && 'code' in error;
}

function detailsOf(error: Error): Readonly<Record<string, unknown>> {
  if (error instanceof ConfigurationError) return { problems: error.problems };
  if (error instanceof RunFailedError) {
    const { cycle, repeat, cause } = error;
    return { cycle, repeat, ...(cause instanceof Error ? detailsOf(cause) : {}) };
  }
  if (error instanceof DifferenceError) return { difference: error.difference };
  if (error instanceof WaveformError) return { code: error.code, position: error.position };
  return {};
}
