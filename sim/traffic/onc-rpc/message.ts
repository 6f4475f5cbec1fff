// SPDX-License-Identifier: Apache-2.0
// The headers of RPC messages, RFC 5531 sections 8 and 9, in XDR: big-endian words of four bytes.

/** RPC protocol version of RFC 5531. */
export const RPC_VERSION = 2;

/** `msg_type`, RFC 5531 section 9. */
export const MessageType = { call: 0, reply: 1 } as const;

/** `accept_stat`, RFC 5531 section 9. */
export const AcceptStatus = {
  success: 0,
  programUnavailable: 1,
  programMismatch: 2,
  procedureUnavailable: 3,
  garbageArguments: 4,
  systemError: 5,
} as const;

/** Bytes of a call header with AUTH_NONE credentials and verifier: the shortest call. */
export const CALL_HEADER_BYTES = 40;

/** Bytes of the header of an accepted reply with an AUTH_NONE verifier: the shortest such reply. */
export const ACCEPTED_REPLY_HEADER_BYTES = 24;

const WORD_BYTES = 4;
const MESSAGE_ACCEPTED = 0;
const LONGEST_AUTHENTICATION = 400;

/** The bytes are not the RPC message they should be. */
export class RpcFormatError extends Error {
  override readonly name = 'RpcFormatError';
}

/** What every RPC message begins with. */
export interface MessageHead {
  readonly xid: number;
  readonly type: number;
}

/** A call (RFC 5531 section 9, `call_body`). `body` holds the XDR arguments. */
export interface RpcCall {
  readonly xid: number;
  readonly rpcVersion: number;
  readonly program: number;
  readonly version: number;
  readonly procedure: number;
  readonly body: Uint8Array;
}

/** A reply (RFC 5531 section 9, `reply_body`). `body` is what follows the status word. */
export interface RpcReply {
  readonly xid: number;
  readonly accepted: boolean;
  readonly status: number;
  readonly body: Uint8Array;
}

/** Reads xid and message type (RFC 5531 section 9); undefined when the bytes are too few to hold both. */
export function readMessageHead(bytes: Uint8Array): MessageHead | undefined {
  if (bytes.length < 2 * WORD_BYTES) return undefined;
  const view = viewOf(bytes);
  return { xid: view.getUint32(0), type: view.getUint32(WORD_BYTES) };
}

/** Encodes a call with AUTH_NONE credentials and verifier (RFC 5531 sections 8.2 and 9). */
export function encodeCall(call: Omit<RpcCall, 'rpcVersion'>): Uint8Array {
  const { xid, program, version, procedure, body } = call;
  const none = [0, 0];
  return words([xid, MessageType.call, RPC_VERSION, program, version, procedure, ...none, ...none], body);
}

/** Decodes a call with any credentials (RFC 5531 section 9). Throws RpcFormatError. */
export function decodeCall(bytes: Uint8Array): RpcCall {
  const read = reader(bytes);
  const xid = read.word();
  expectType(read.word(), MessageType.call);
  const rpcVersion = read.word();
  const program = read.word();
  const version = read.word();
  const procedure = read.word();
  read.skipAuthentication();
  read.skipAuthentication();
  return { xid, rpcVersion, program, version, procedure, body: read.rest() };
}

/** Encodes an accepted reply with an AUTH_NONE verifier (RFC 5531 section 9, MSG_ACCEPTED). */
export function encodeAcceptedReply(
  xid: number,
  status: number,
  body: Uint8Array = new Uint8Array(),
): Uint8Array {
  return words([xid, MessageType.reply, MESSAGE_ACCEPTED, 0, 0, status], body);
}

/** Encodes PROG_MISMATCH with the lowest and highest version that is served (RFC 5531 section 9). */
export function encodeProgramMismatch(xid: number, lowest: number, highest: number): Uint8Array {
  return encodeAcceptedReply(xid, AcceptStatus.programMismatch, words([lowest, highest], new Uint8Array()));
}

/** Encodes the denial of a call of another RPC version (RFC 5531 section 9, MSG_DENIED, RPC_MISMATCH). */
export function encodeRpcMismatch(xid: number): Uint8Array {
  const denied = 1;
  const mismatch = 0;
  return words([xid, MessageType.reply, denied, mismatch, RPC_VERSION, RPC_VERSION], new Uint8Array());
}

/** Decodes a reply (RFC 5531 section 9). Throws RpcFormatError. */
export function decodeReply(bytes: Uint8Array): RpcReply {
  const read = reader(bytes);
  const xid = read.word();
  expectType(read.word(), MessageType.reply);
  const accepted = read.word() === MESSAGE_ACCEPTED;
  if (accepted) read.skipAuthentication();
  return { xid, accepted, status: read.word(), body: read.rest() };
}

function words(header: readonly number[], body: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(header.length * WORD_BYTES + body.length);
  const view = viewOf(bytes);
  for (const [index, word] of header.entries()) view.setUint32(index * WORD_BYTES, word);
  bytes.set(body, header.length * WORD_BYTES);
  return bytes;
}

function expectType(actual: number, expected: number): void {
  if (actual !== expected) {
    throw new RpcFormatError(`RPC message type is ${actual}, but ${expected} was expected.`);
  }
}

function reader(bytes: Uint8Array) {
  const view = viewOf(bytes);
  let position = 0;

  function word(): number {
    if (position + WORD_BYTES > bytes.length) {
      throw new RpcFormatError(
        `RPC message of ${bytes.length} bytes ends inside its header, at byte ${position}.`,
      );
    }
    const value = view.getUint32(position);
    position += WORD_BYTES;
    return value;
  }

  function skipAuthentication(): void {
    word();
    const length = word();
    if (length > LONGEST_AUTHENTICATION) {
      throw new RpcFormatError(
        `RPC authentication of ${length} bytes; at most ${LONGEST_AUTHENTICATION} are allowed.`,
      );
    }
    for (let read = 0; read < length; read += WORD_BYTES) word();
  }

  return { word, skipAuthentication, rest: () => new Uint8Array(bytes.subarray(position)) };
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
