// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import {
  ACCEPTED_REPLY_HEADER_BYTES,
  AcceptStatus,
  CALL_HEADER_BYTES,
  decodeCall,
  decodeReply,
  encodeAcceptedReply,
  encodeCall,
  encodeProgramMismatch,
  encodeRpcMismatch,
  MessageType,
  RpcFormatError,
  readMessageHead,
} from './message.ts';

const body = Uint8Array.of(1, 2, 3, 4, 5);

describe('RPC messages', () => {
  it('encodes the words of a call as RFC 5531 lists them', () => {
    const bytes = encodeCall({
      xid: 0xfedcba98,
      program: 100000,
      version: 2,
      procedure: 3,
      body: new Uint8Array(),
    });
    expect(Buffer.from(bytes).toString('hex')).toBe(
      'fedcba98 00000000 00000002 000186a0 00000002 00000003 00000000 00000000 00000000 00000000'.replaceAll(
        ' ',
        '',
      ),
    );
    expect(bytes.length).toBe(CALL_HEADER_BYTES);
  });

  it('encodes the words of an accepted reply as RFC 5531 lists them', () => {
    const bytes = encodeAcceptedReply(7, AcceptStatus.systemError);
    expect(Buffer.from(bytes).toString('hex')).toBe(
      '00000007 00000001 00000000 00000000 00000000 00000005'.replaceAll(' ', ''),
    );
    expect(bytes.length).toBe(ACCEPTED_REPLY_HEADER_BYTES);
  });

  it('decodes what it encodes', () => {
    const call = { xid: 1, program: 2, version: 3, procedure: 4, body };
    expect(decodeCall(encodeCall(call))).toEqual({ ...call, rpcVersion: 2 });
    expect(decodeReply(encodeAcceptedReply(9, AcceptStatus.success, body))).toEqual({
      xid: 9,
      accepted: true,
      status: AcceptStatus.success,
      body,
    });
  });

  it('reads over credentials of a call', () => {
    const plain = encodeCall({ xid: 1, program: 2, version: 3, procedure: 4, body });
    const unixCredentials = Buffer.from('0000000100000005aabbccddee000000', 'hex');
    const bytes = Buffer.concat([plain.subarray(0, 24), unixCredentials, plain.subarray(32)]);
    expect(decodeCall(bytes).body).toEqual(body);
  });

  it('tells a version mismatch and a denial from success', () => {
    expect(decodeReply(encodeProgramMismatch(5, 1, 3))).toEqual({
      xid: 5,
      accepted: true,
      status: AcceptStatus.programMismatch,
      body: Uint8Array.of(0, 0, 0, 1, 0, 0, 0, 3),
    });
    expect(decodeReply(encodeRpcMismatch(5)).accepted).toBe(false);
  });

  it('reads the head only when all of it is there', () => {
    const bytes = encodeAcceptedReply(3, 0);
    for (let length = 0; length < 8; length++)
      expect(readMessageHead(bytes.subarray(0, length))).toBeUndefined();
    expect(readMessageHead(bytes.subarray(0, 8))).toEqual({ xid: 3, type: MessageType.reply });
  });

  it('refuses bytes that are not the message asked for', () => {
    const call = encodeCall({ xid: 1, program: 2, version: 3, procedure: 4, body: new Uint8Array() });
    for (let length = 0; length < CALL_HEADER_BYTES; length++) {
      expect(() => decodeCall(call.subarray(0, length))).toThrow(RpcFormatError);
    }
    expect(() => decodeReply(call)).toThrow('message type is 0, but 1 was expected');
    const boastful = call.slice();
    new DataView(boastful.buffer).setUint32(28, 401);
    expect(() => decodeCall(boastful)).toThrow('at most 400 are allowed');
  });
});
