// SPDX-License-Identifier: Apache-2.0
import { CarrierFailureError } from '../../sim/traffic/bridge/errors.ts';

/** Everything ran and passed. */
export const PASSED = 0;
/** A check failed. */
export const FAILED = 1;
/** The input is wrong; nothing was checked. */
export const WRONG_INPUT = 2;

/** Errors whose cause is what the user gave: the command line, a file, an address, the machine. */
const INPUT_ERRORS: ReadonlySet<string> = new Set([
  'UsageError',
  'YError',
  'ConfigurationError',
  'ManifestError',
  'DesignError',
  'SessionError',
  'ModelBuildError',
  'ToolMissingError',
  'WaveformError',
  'FileTrafficError',
  'AddressError',
  'RemoteAddressError',
  'PortInUseError',
  'ListenError',
  'CarrierContractError',
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
]);

/** What a failed run comes to. */
export interface Failure {
  readonly status: typeof FAILED | typeof WRONG_INPUT;
  readonly name: string;
  /** For people; everything they need, without a stack. */
  readonly message: string;
  /** The error that explains it best. */
  readonly cause: unknown;
}

/** The cause that explains an error best: a bridge that stopped because its carrier failed tells less than the carrier. */
function explanation(error: unknown): unknown {
  return error instanceof CarrierFailureError ? error.cause : error;
}

/** Turns whatever was thrown into an exit status and a message. */
export function failureOf(thrown: unknown): Failure {
  const cause = explanation(thrown);
  if (!(cause instanceof Error)) {
    return { status: FAILED, name: 'Error', message: `${String(cause)} was thrown; ${REPORT_HINT}`, cause };
  }
  const { name, message } = cause;
  if (INPUT_ERRORS.has(name)) return { status: WRONG_INPUT, name, message, cause };
  if (CHECK_ERRORS.has(name)) return { status: FAILED, name, message, cause };
  if (isSystemError(cause)) return { status: WRONG_INPUT, name, message, cause };
  return { status: FAILED, name, message: `${name}: ${message}; ${REPORT_HINT}`, cause };
}

const REPORT_HINT = 'this should not happen. Run it again with BATON_DEBUG=1 to see where.';

/** What the operating system refused, a file that may not be written for example. */
function isSystemError(error: Error): boolean {
  return 'syscall' in error && 'code' in error;
}
