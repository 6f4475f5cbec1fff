// SPDX-License-Identifier: Apache-2.0
export { type AtomicEvent, type Monitor, monitorAtomicSwap } from './atomic-swap.ts';
export { bindSignals, MonitorError, type SignalBinding } from './bind-signals.ts';
export { type CommandEvent, monitorCommands, monitorResults, type ResultEvent } from './commands.ts';
export { monitorControlPort, type OperationEvent } from './control-port.ts';
export { type DetectionEvent, monitorDetection } from './detection.ts';
export { type HeldBuffersEvent, monitorHeldBuffers } from './held-buffers.ts';
export {
  type InitializationEvent,
  monitorInitialization,
  monitorUse,
  type UseEvent,
} from './initialization.ts';
export { type InlineMemoryEvent, monitorInlineMemory } from './inline-memory.ts';
export { type ErrorEvent, monitorLastError } from './last-error.ts';
export { monitorPayload, type PayloadEvent, type PayloadMonitor } from './payload.ts';
export { monitorReclaim, type ReclaimEvent, type ReclaimMonitor } from './reclaim.ts';
export { monitorRegisters, type RegisterEvent } from './register-port.ts';
export { monitorServerThreads, type ServerThreadEvent } from './server-threads.ts';
export {
  type BeatEvent,
  contiguousBytes,
  monitorBeats,
  monitorReceiving,
  monitorSending,
  type SendingEvent,
  type StreamMonitor,
} from './streams.ts';
export { type GrowthEvent, monitorGrowth, monitorSecondArea, type SecondAreaEvent } from './supply.ts';
export {
  type CopyEvent,
  type CopyMonitor,
  monitorCopy,
  monitorPassingOn,
  monitorPool,
  type PassingOnEvent,
  type PoolEvent,
  type PoolMonitor,
} from './temporaries.ts';
export { monitorWindow, type WindowEvent, type WindowMonitor } from './window.ts';
