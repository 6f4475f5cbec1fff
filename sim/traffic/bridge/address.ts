// SPDX-License-Identifier: Apache-2.0
import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';
import { AddressError, RemoteAddressError } from './errors.ts';

/** A host (name or IP address) and a TCP port. */
export interface Address {
  readonly host: string;
  readonly port: number;
}

/** An IP address a host stands for, and its family (4 or 6). */
export interface HostAddress {
  readonly address: string;
  readonly family: number;
}

const LARGEST_PORT = 65_535;

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');
loopback.addSubnet('::ffff:127.0.0.0', 104, 'ipv6');

/** Reads `HOST:PORT` (an IPv6 address in brackets). Throws AddressError. */
export function parseAddress(text: string): Address {
  const match = /^(?:\[([^\]]+)\]|([^:[\]]+)):(\d{1,5})$/.exec(text);
  const host = match?.[1] ?? match?.[2];
  if (host === undefined) {
    throw new AddressError(
      `Address "${text}" is not HOST:PORT; write it like 127.0.0.1:8080, localhost:8080 or [::1]:8080.`,
    );
  }
  return { host, port: Number(match?.[3]) };
}

/** Writes an address as `HOST:PORT`, an IPv6 address in brackets. */
export function formatAddress({ host, port }: Address): string {
  return isIP(host) === 6 ? `[${host}]:${port}` : `${host}:${port}`;
}

/** Throws AddressError unless the port is an integer from `smallest` (0 for "any free port") to 65535. */
export function checkPort({ host, port }: Address, smallest: 0 | 1): void {
  if (!Number.isInteger(port) || port < smallest || port > LARGEST_PORT) {
    throw new AddressError(
      `Port ${port} of host "${host}" must be an integer from ${smallest} to ${LARGEST_PORT}.`,
    );
  }
}

/**
 * Finds the IP addresses of a host, and refuses those that do not belong to this machine alone unless
 * `allowRemote`. Throws AddressError for an unknown host, RemoteAddressError for a refused one.
 */
export async function resolveHost(address: Address, allowRemote: boolean): Promise<readonly HostAddress[]> {
  const found = await lookup(address.host, { all: true }).catch((cause: Error) => {
    throw new AddressError(`Host "${address.host}" cannot be found: ${cause.message}.`, { cause });
  });
  const remote = found.find(({ address: ip, family }) => !loopback.check(ip, family === 6 ? 'ipv6' : 'ipv4'));
  if (remote !== undefined && !allowRemote) {
    throw new RemoteAddressError(
      `${formatAddress(address)} is not a loopback address (${remote.address}): the bridge has no access control, ` +
        'so it stays on 127.0.0.0/8 and ::1. Use 127.0.0.1, or allow remote addresses explicitly.',
    );
  }
  return found;
}
