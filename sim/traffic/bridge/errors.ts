// SPDX-License-Identifier: Apache-2.0
import type { BridgeSummary } from './summary.ts';

/** Every error of the bridge. */
export class BridgeError extends Error {
  override readonly name: string = 'BridgeError';
}

/** A host or port that cannot be used as it is written. */
export class AddressError extends BridgeError {
  override readonly name = 'AddressError';
}

/** An address of another machine, or one that other machines can reach, without permission for it. */
export class RemoteAddressError extends BridgeError {
  override readonly name = 'RemoteAddressError';
}

/** Another program listens on the port already. */
export class PortInUseError extends BridgeError {
  override readonly name = 'PortInUseError';
}

/** The system does not let the bridge listen there. */
export class ListenError extends BridgeError {
  override readonly name = 'ListenError';
}

/** The carrier cannot serve this framing, or did not do what its contract says. */
export class CarrierContractError extends BridgeError {
  override readonly name = 'CarrierContractError';
}

/** The carrier failed while the bridge was running; `cause` is its own error. */
export class CarrierFailureError extends BridgeError {
  override readonly name = 'CarrierFailureError';
  /** What the bridge had carried until then. */
  readonly summary: BridgeSummary;

  constructor(cause: unknown, summary: BridgeSummary) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(`The bridge stopped, all its connections are closed: ${reason}`, { cause });
    this.summary = summary;
  }
}
