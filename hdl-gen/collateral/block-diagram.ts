// SPDX-License-Identifier: Apache-2.0
import type { Configuration } from '../configuration/index.ts';

const channel = `
                 +--------------+  +------+  +---------------------+
 first_in  ----> | marshaling   |  |      |  | copy -> temporaries | ----> second_out
                 |              |  | area |  |                     |
 first_out <---- | unmarshaling |  |      |  | marshaling          | <---- second_in
                 +--------------+  +------+  +---------------------+
`;

const gateway = {
  temporary: `
                 +--------------+  +-----------------------+  +--------------+
 client_in ----> |              |  | copy -> temporaries   |  |              | ----> server_out
                 | client area  |  |       kernel          |  | server area  |
 client_out <--- |              |  |   temporaries <- copy |  |              | <---- server_in
                 +--------------+  +-----------------------+  +--------------+
`,
  direct: `
                 +--------------+  +---------------+  +--------------+
 client_in ----> |              |  | ---- copy --> |  |              | ----> server_out
                 | client area  |  |    kernel     |  | server area  |
 client_out <--- |              |  | <-- copy ---- |  |              | <---- server_in
                 +--------------+  +---------------+  +--------------+
`,
} as const;

const remoteGateway = `
                 +--------------+  +---------------------+  +------+
 client_in ----> |              |  | copy -> temporaries |  |      | ----> link_out
                 | client area  |  |       kernel        |  | link | <---- link_up
 client_out <--- |              |  |          marshaling |  |      | <---- link_in
                 +--------------+  +---------------------+  +------+
`;

/** The parts of a design and the streams at its ports, drawn in characters. */
export function blockDiagram({ parties, path, server }: Configuration): string {
  if (parties === 'two') return trim(channel);
  return trim(server === 'remote' ? remoteGateway : gateway[path]);
}

function trim(diagram: string): string {
  return diagram.replace(/^\n|\n$/g, '');
}
