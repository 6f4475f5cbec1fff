// SPDX-License-Identifier: Apache-2.0
import type {
  AtomicEvent,
  CommandEvent,
  DetectionEvent,
  Monitor,
  OperationEvent,
  PayloadMonitor,
  UseEvent,
} from '../monitors/index.ts';
import {
  type AreaModel,
  type BufferMemory,
  levels,
  parties,
  type Reference,
} from '../reference-model/index.ts';
import type { PortShare, SharingWindow } from './pace/port-share.ts';
import type { ReclaimRule } from './reclaim-rule.ts';
import type { ReuseRule } from './reuse-rule.ts';

/** Where in a frame the word that a party writes to its payload port, and the byte strobe, begin. */
export type PayloadPlaces = Pick<PayloadMonitor, 'dataAt' | 'strobeAt'>;

/** The circuits with which a party sends, as far as its area sees them. Each function throws when a rule is broken. */
export interface SendingSide {
  /** They have a message that has no buffer yet; before the operations of the cycle. */
  waitsForBuffer(): boolean;
  /** The operation that they ask for in this cycle, or -1. */
  asks(): number;
  /** What they ask for is about a message in an inline slot; only where there are some. */
  readonly asksInline?: () => boolean;
  /** A buffer is allocated for them. */
  allocated(entry: number): void;
  /** They write the word at `offset` of a buffer they hold; the data is in the frame. */
  wordWritten(entry: number, offset: number): void;
  /** They indicate a message; `code` is the model's result. */
  indicates(entry: number, length: number, tag: number, kind: number, code: number): void;
  /** They free a buffer whose message is not sent. */
  frees(entry: number): void;
  /** The call that they indicated last is held; only where calls are passed on. */
  readonly passedHeld?: () => boolean;
  /** They give their message up: nothing was left for it. Only where that may happen. */
  readonly givesUp?: () => void;
}

/** The circuits with which a party receives, as far as its area sees them. */
export interface ReceivingSide {
  /** They take a message; the reference is overwritten by later ones. */
  taken(reference: Reference): void;
  /** They read the word at `offset` of a buffer they hold. */
  wordRead(entry: number, offset: number): void;
  /** They free a buffer. */
  frees(entry: number): void;
}

/** The command level of a party, as far as its area sees it. */
export interface CommandSide extends SharingWindow {
  readonly monitor: Monitor<CommandEvent>;
  /** A command is given, and no window access is in its way. */
  waits(): boolean;
  /** Commands receive in this cycle. */
  receives(): boolean;
  /** A buffer is allocated by command. */
  allocated(entry: number): void;
  /** A message of `length` bytes is taken by command. */
  detected(entry: number, length: number): void;
  /** The window writes or reads the word at `offset` of a buffer held by command. */
  wordWritten(entry: number, offset: number): void;
  wordRead(entry: number, offset: number): void;
}

/** An area with its model, as the rules about it see it. */
export interface Area {
  /** Instance name, as probes begin with it. */
  readonly name: string;
  readonly model: AreaModel;
  /** Contents of its buffers. */
  readonly payload: BufferMemory;
  readonly place: number;
  /** What starts process 800 where it waits for the first use. */
  readonly use: Monitor<UseEvent> | undefined;
  /** How returns of held calls get their buffers; undefined where no call can be held. */
  readonly reuse: ReuseRule | undefined;
}

/** Result of an operation of the sending circuits that is answered in this cycle, or -1. */
export function senderAnswer({ port, area, party }: Side): number {
  const reused = party === parties.SECOND ? (area.reuse?.answer() ?? -1) : -1;
  if (reused >= 0) return reused;
  const { answered, level, byReceiver, code } = port.event;
  return answered && level === levels.CIRCUITS && !byReceiver ? code : -1;
}

/** One party of an area. */
export interface Side {
  readonly area: Area;
  readonly party: 0 | 1;
  /** For people: area and party. */
  readonly name: string;
  readonly place: number;
  readonly atomic: Monitor<AtomicEvent>;
  readonly port: Monitor<OperationEvent>;
  readonly detection: Monitor<DetectionEvent>;
  readonly payload: PayloadMonitor;
  readonly writes: PortShare;
  readonly reads: PortShare;
  readonly sender: SendingSide;
  readonly receiver: ReceivingSide;
  /** The kernel of a gateway has no commands; nor has anybody where there are only streams. */
  readonly commands: CommandSide | undefined;
  /** What takes back what the party holds; undefined where nothing does. */
  readonly reclaim: ReclaimRule | undefined;
  /** Sampled names of signals that a report about operations draws. */
  readonly signals: readonly string[];
}
