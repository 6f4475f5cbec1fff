// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { gateway } from '../../hdl-gen/blocks/gateway.ts';
import { sizesOf } from '../../hdl-gen/circuits/sizes.ts';
import { parseConfiguration, presets } from '../../hdl-gen/configuration/index.ts';
import { elaborateDesign, type Instance, type ModuleTree } from '../../hdl-gen/language/index.ts';
import { instancesBehind } from './reach.ts';

const tree = elaborateDesign(gateway(sizesOf(parseConfiguration(presets['tiny-gateway'])))).at(-1)!;

/** The areas that a party reads from or acts on, directly or through wires of the gateway. */
function areasOf(design: ModuleTree, party: string): string[] {
  const areas = ['u_client_area', 'u_server_area'];
  const read = instancesBehind(design, party);
  return areas.filter((area) => read.has(area) || instancesBehind(design, area).has(party));
}

/** The gateway with one input of an instance taken from where another instance has its input from. */
function rewired(to: string, port: string, from: string, source: string): ModuleTree {
  const connectionOf = (name: string, wanted: string) =>
    tree.items
      .find((item): item is Instance => item.kind === 'instance' && item.name === name)!
      .connections.find((connection) => connection.port === wanted)!;
  const { actual } = connectionOf(from, source);
  const before = connectionOf(to, port);
  return {
    ...tree,
    items: tree.items.map((item) =>
      item.kind === 'instance' && item.name === to
        ? {
            ...item,
            connections: item.connections.map((connection) =>
              connection === before ? { ...connection, actual } : connection,
            ),
          }
        : item,
    ),
  };
}

describe('in a gateway', () => {
  it('client and server are each wired to their own area alone', () => {
    expect(areasOf(tree, 'u_client')).toEqual(['u_client_area']);
    expect(areasOf(tree, 'u_server')).toEqual(['u_server_area']);
  });

  it('the kernel is wired to both', () => {
    expect(areasOf(tree, 'u_kernel')).toEqual(['u_client_area', 'u_server_area']);
  });

  it('a wire too many is found, in either direction', () => {
    const reads = rewired('u_client', 'payload_read_data', 'u_server', 'payload_read_data');
    expect(areasOf(reads, 'u_client')).toEqual(['u_client_area', 'u_server_area']);
    const acts = rewired('u_server_area', 'second_write_data', 'u_client_area', 'first_write_data');
    expect(areasOf(acts, 'u_client')).toEqual(['u_client_area', 'u_server_area']);
  });
});
