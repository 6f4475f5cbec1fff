// SPDX-License-Identifier: Apache-2.0
export type { BusAccess, BusAnswer, BusMaster, Stall } from './bus-master.ts';
export { createBusMaster, settingsAddress } from './create-bus-master.ts';
export { nativePorts } from './native-ports.ts';
