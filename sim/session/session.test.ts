// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ModelBuildError, SimulationError } from '../harness/index.ts';
import { type Manifest, ManifestError } from '../manifest/index.ts';
import { relayFile, relayManifest } from '../traffic/circuits/relay.test-support.ts';
import { openSession, RunFailedError, readManifest, type Session, SessionError } from './index.ts';

const REPEAT = 'npx baton simulate --preset relay --seed 1';

let folder: string;
let session: Session | undefined;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'baton-session-'));
  session = undefined;
});
afterEach(async () => {
  session?.close();
  await rm(folder, { recursive: true });
});

/** Puts the relay with one of its faults into the folder. */
async function writeRelay(fault = 0): Promise<void> {
  const text = await readFile(relayFile, 'utf8');
  await writeFile(join(folder, 'relay.v'), text.replace('FAULT = 0', `FAULT = ${fault}`));
  await writeFile(join(folder, 'files.f'), 'relay.v\n');
}

async function open(changes: Partial<Manifest> = {}, waves?: string): Promise<Session> {
  const manifest = { ...relayManifest(), ...changes };
  session = await openSession({ manifest, files: folder, seed: 1, repeat: REPEAT, check: false, waves });
  return session;
}

describe('a session', () => {
  it('starts after the reset, with everything at rest', async () => {
    await writeRelay();
    const { cycles, port, summary } = await open();
    expect(port('ready').value).toBe(1);
    expect(cycles).toBe(4);
    expect(summary()).toBeUndefined();
  });

  it('steps cycle by cycle', async () => {
    await writeRelay();
    const running = await open();
    running.port('first_in_valid').value = 1;
    running.port('first_in_data').write(0x0123_4567_89ab_cdefn);
    running.step();
    running.settle();
    expect(running.port('second_out_data').read()).toBe(0x0123_4567_89ab_cdefn);
    running.edge();
    running.finish();
    expect(running.cycles).toBe(4 + 2 + 64);
    // As after any difference, so that a waveform can get the last cycle.
    running.edge();
  });

  it('tells the state: probes and the handshakes of the ports', async () => {
    await writeRelay();
    const running = await open();
    running.port('first_in_valid').value = 1;
    running.step();
    const state = running.describeState().split('\n');
    expect(state[0]).toBe('State in cycle 5:');
    expect(state).toContain('  to_second.pending 1');
    expect(state).toContain('  second_out_valid 1');
    expect(state).toContain('  first_out_valid 0');
  });

  it('records a waveform from the reset on', async () => {
    await writeRelay();
    const waves = join(folder, 'relay.vcd');
    (await open({}, waves)).close();
    const text = await readFile(waves, 'utf8');
    expect(text).toMatch(/\$timescale\s+1ns/);
    expect(text).toContain('first_in_valid');
  });
});

describe('a session that cannot start', () => {
  it('names every port that the manifest describes wrongly', async () => {
    await writeRelay();
    const ports = relayManifest()
      .ports.filter(({ name }) => name !== 'second_out_kind')
      .map((port) => (port.name === 'first_in_data' ? { ...port, width: 32 } : port));
    const added = { name: 'extra', width: 2, direction: 'output', interface: '', meaning: '' } as const;
    const opening = open({ ports: [...ports, added] });
    await expect(opening).rejects.toThrow(SessionError);
    await expect(opening).rejects.toThrow(
      [
        "The manifest does not describe the ports of 'relay':",
        '  output extra of 2 bits is in the manifest, but not in the Verilog',
        '  output second_out_kind of 2 bits is in the Verilog, but not in the manifest',
        '  input first_in_data of 64 bits in the Verilog is input first_in_data of 32 bits in the manifest',
        'Use the manifest that was generated with this Verilog.',
      ].join('\n'),
    );
  });

  it('names every file that is missing', async () => {
    await writeFile(join(folder, 'files.f'), 'relay.v\nother.v\n');
    await expect(open()).rejects.toThrow(/files\.f lists files that are not there: .*relay\.v, .*other\.v/);
  });

  it('names a probe that is not in the Verilog', async () => {
    await writeRelay();
    const probe = { ...relayManifest().probes[0]!, path: 'gone_q', signal: 'gone_q' };
    const opening = open({ probes: [probe] });
    await expect(opening).rejects.toThrow(ModelBuildError);
    await expect(opening).rejects.toThrow('gone_q');
  });

  it('says that a design never gets ready', async () => {
    await writeRelay(6);
    await expect(open()).rejects.toThrow("'relay' is not ready 10000 cycles after its reset");
  });

  it('says what is wrong with a manifest', async () => {
    await expect(readManifest(folder)).rejects.toThrow(ManifestError);
    await expect(readManifest(folder)).rejects.toThrow(/Cannot read the manifest '.*manifest\.json': ENOENT/);
    await writeFile(join(folder, 'manifest.json'), '{');
    await expect(readManifest(folder)).rejects.toThrow('is not JSON');
  });
});

describe('a session whose design fails', () => {
  it('reports the cycle, the reason and the command that repeats the run', async () => {
    await writeRelay(5);
    const running = await open();
    running.port('first_in_valid').value = 1;
    running.port('second_out_ready').value = 1;
    let failure: unknown;
    try {
      for (let cycle = 0; cycle < 100; cycle++) running.step();
    } catch (error) {
      failure = error;
    }
    expect(failure).toBeInstanceOf(RunFailedError);
    const { cause, cycle, message, repeat } = failure as RunFailedError;
    expect(cause).toBeInstanceOf(SimulationError);
    expect(cycle).toBe(24);
    expect(repeat).toBe(REPEAT);
    expect(message).toContain('The simulation ended in cycle 24 (stop)');
    expect(message.split('\n').at(-1)).toBe(`repeat: ${REPEAT}`);
  });
});
