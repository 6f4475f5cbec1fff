// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { checkPort, formatAddress, parseAddress, resolveHost } from './address.ts';
import { AddressError, RemoteAddressError } from './errors.ts';

describe('addresses', () => {
  it.each([
    ['127.0.0.1:80', { host: '127.0.0.1', port: 80 }],
    ['localhost:0', { host: 'localhost', port: 0 }],
    ['[::1]:65535', { host: '::1', port: 65535 }],
  ])('reads %s and writes it the same', (text, address) => {
    expect(parseAddress(text)).toEqual(address);
    expect(formatAddress(address)).toBe(text);
  });

  it.each(['', '80', 'localhost', ':80', '::1:80', 'host:port', '127.0.0.1:', 'a:123456'])(
    'refuses "%s"',
    (text) => {
      expect(() => parseAddress(text)).toThrow(AddressError);
      expect(() => parseAddress(text)).toThrow(`"${text}" is not HOST:PORT`);
    },
  );

  it('refuses ports that do not exist, and port 0 of a server', () => {
    for (const port of [-1, 1.5, 65536, Number.NaN]) {
      expect(() => checkPort({ host: 'localhost', port }, 0)).toThrow('must be an integer from 0 to 65535');
    }
    expect(() => checkPort({ host: 'localhost', port: 0 }, 1)).toThrow('from 1 to 65535');
    expect(() => checkPort({ host: 'localhost', port: 0 }, 0)).not.toThrow();
  });

  it.each(['127.0.0.1', '127.255.3.4', '::1', '::ffff:127.0.0.1', 'localhost'])(
    'takes %s for loopback',
    async (host) => {
      await expect(resolveHost({ host, port: 1 }, false)).resolves.not.toHaveLength(0);
    },
  );

  it.each(['0.0.0.0', '::', '128.0.0.1', '10.0.0.1', '::ffff:10.0.0.1', 'fe80::1'])(
    'takes %s for remote, and needs permission for it',
    async (host) => {
      const address = { host, port: 1 };
      await expect(resolveHost(address, false)).rejects.toThrow(RemoteAddressError);
      await expect(resolveHost(address, false)).rejects.toThrow('is not a loopback address');
      await expect(resolveHost(address, true)).resolves.toHaveLength(1);
    },
  );

  it('says which host cannot be found', async () => {
    const address = { host: 'no such host', port: 1 };
    await expect(resolveHost(address, true)).rejects.toThrow(AddressError);
    await expect(resolveHost(address, true)).rejects.toThrow('Host "no such host" cannot be found');
  });
});
