// SPDX-License-Identifier: Apache-2.0

import { connect } from 'node:net';

const PORT = 111;
const TIMEOUT_MILLISECONDS = 500;

/** @returns {Promise<boolean>} whether something accepts connections on 127.0.0.1:111 */
export function isPortmapperListening() {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port: PORT });
    /** @param {boolean} isListening */
    const answer = (isListening) => {
      socket.destroy();
      resolve(isListening);
    };
    socket.setTimeout(TIMEOUT_MILLISECONDS, () => answer(false));
    socket.on('connect', () => answer(true));
    socket.on('error', () => answer(false));
  });
}
