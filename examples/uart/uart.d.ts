// Written by: npx baton ports examples/uart/uart.v --top uart --out examples/uart/uart.d.ts
import type { InputPort, OutputPort } from '@baton-hdl/baton/simulation';

/** The ports of `uart`. */
export interface UartPorts {
  /** 1 bit */
  readonly clk: InputPort;
  /** 1 bit */
  readonly rst_n: InputPort;
  /** 1 bit */
  readonly send_valid: InputPort;
  /** 1 bit */
  readonly send_ready: OutputPort;
  /** 8 bits */
  readonly send_data: InputPort;
  /** 1 bit */
  readonly tx: OutputPort;
  /** 1 bit */
  readonly rx: InputPort;
  /** 1 bit */
  readonly receive_valid: OutputPort;
  /** 1 bit */
  readonly receive_ready: InputPort;
  /** 8 bits */
  readonly receive_data: OutputPort;
  /** 1 bit */
  readonly overrun: OutputPort;
  /** 1 bit */
  readonly framing_error: OutputPort;
}
