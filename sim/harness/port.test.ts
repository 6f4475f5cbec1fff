// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { bigintFromWords } from './bits.ts';
import { ModelUsageError } from './errors.ts';
import { buildFixture } from './fixtures/build.ts';
import type { ModelLibrary } from './load-model.ts';
import type { Model } from './model.ts';
import { createPort } from './port.ts';

const widths = [1, 8, 9, 16, 17, 32, 33, 53, 64, 65, 128];
let library: ModelLibrary;
beforeAll(async () => {
  library = await buildFixture('widths');
}, 120_000);

function complement(value: bigint, width: number): bigint {
  return BigInt.asUintN(width, ~value);
}

describe('ports', () => {
  it('have the names, directions and widths of the Verilog', () => {
    expect(library.ports.map(({ name, direction, width }) => `${direction} ${width} ${name}`).sort()).toEqual(
      [
        'input 1 clk',
        ...widths.flatMap((width) => [`input ${width} i${width}`, `output ${width} o${width}`]),
        'output 4 double__underscore',
      ].sort(),
    );
  });

  it.each(widths)(
    "carry any value of %i bits, negative ones in two's complement, through bigint, bytes and samples",
    (width) => {
      const model = library.create();
      const input = model.port(`i${width}`);
      const output = model.port(`o${width}`);
      const sampler = model.sampler(
        ['i8', `i${width}`, `o${width}`].filter((name, at, all) => all.indexOf(name) === at),
      );
      const slot = sampler.layout.slots.get(`o${width}`);
      fc.assert(
        fc.property(
          fc.bigInt({ min: -(2n ** BigInt(width - 1)), max: 2n ** BigInt(width) - 1n }),
          (value) => {
            const expected = BigInt.asUintN(width, value);
            input.write(value);
            model.settle();
            expect(input.read()).toBe(expected);
            expect(output.read()).toBe(complement(value, width));
            expect(bigintFromWords(sampler.frame, slot?.word ?? -1, width)).toBe(complement(value, width));
            const bytes = new Uint8Array(Math.ceil(width / 8));
            output.getBytes(bytes);
            expect(bytes.reduceRight((sum, byte) => sum * 256n + BigInt(byte), 0n)).toBe(
              complement(value, width),
            );
            input.setBytes(bytes);
            model.settle();
            expect(output.read()).toBe(expected);
          },
        ),
        { seed: 11, numRuns: 50 },
      );
      model.dispose();
    },
  );

  it.each(widths.filter((width) => width <= 53))('carry %i bits as a number', (width) => {
    const model = library.create();
    const largest = 2 ** width - 1;
    for (const value of [0, 1, largest, Math.floor(largest / 3)]) {
      model.port(`i${width}`).value = value;
      model.settle();
      expect(model.port(`i${width}`).value).toBe(value);
      expect(model.port(`o${width}`).value).toBe(largest - value);
    }
    model.dispose();
  });

  it.each([1, 8, 9, 32, 33, 53])("take negative numbers of %i bits in two's complement", (width) => {
    const model = library.create();
    const port = model.port(`i${width}`);
    for (const value of [-1, -(2 ** (width - 1))]) {
      port.value = value;
      expect(port.value).toBe(2 ** width + value);
    }
    model.dispose();
  });

  it.each(widths)('refuse what does not fit into %i bits, and keep what they have', (width) => {
    const model = library.create();
    const port = model.port(`i${width}`);
    port.write(1n);
    const message = `does not fit 'i${width}' of ${width} bit`;
    for (const value of [2n ** BigInt(width), -(2n ** BigInt(width - 1)) - 1n]) {
      expect(() => port.write(value)).toThrow(message);
      if (width <= 52) expect(() => Object.assign(port, { value: Number(value) })).toThrow(message);
    }
    for (const value of [0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 130, undefined]) {
      expect(() => Object.assign(port, { value })).toThrow(ModelUsageError);
    }
    const bytes = new Uint8Array(Math.ceil(width / 8)).fill(0xff);
    if (width % 8 !== 0) expect(() => port.setBytes(bytes)).toThrow('has ones beyond them');
    expect(port.read()).toBe(1n);
    model.dispose();
  });

  it('start with all inputs zero whatever the seed', () => {
    for (const seed of [1, 2, 3]) {
      const model = library.create({ seed });
      for (const width of widths) expect(model.port(`i${width}`).read()).toBe(0n);
      model.dispose();
    }
  });

  it('show wide values as the words of the model itself', () => {
    const model = library.create();
    const words = model.port('i65').words();
    words.set([1, 2, 1]);
    model.settle();
    expect(model.port('o65').read()).toBe(complement(0x1_0000_0002_0000_0001n, 65));
    model.dispose();
  });

  it('take fewer bytes than they have and clear the rest', () => {
    const model = library.create();
    for (const name of ['i32', 'i128']) {
      model.port(name).write(-1n);
      model.port(name).setBytes(Uint8Array.of(0x34, 0x12));
      expect(model.port(name).read()).toBe(0x1234n);
    }
    const few = new Uint8Array(1);
    model.port('i128').getBytes(few);
    expect([...few]).toEqual([0x34]);
    model.dispose();
  });

  it('sample consistently when a name and its port are both narrow and wide', () => {
    const model = library.create();
    expect(() => model.sampler(['i8', 'i8'])).toThrow('listed twice');
    expect(model.sampler([]).frame).toHaveLength(0);
    model.dispose();
  });
});

describe('misuse of ports', () => {
  let model: Model;
  beforeAll(() => {
    model = library.create();
  });

  it.each<[string, () => unknown, string]>([
    ['an unknown name', () => model.port('i7'), "'widths' has no port 'i7'; its ports are: clk, i1, i8"],
    ['an unknown sample', () => model.sampler(['x']), "no port or visible signal 'x'; it has: clk, i1"],
    [
      'writing a narrow output',
      () => {
        model.port('o8').value = 1;
      },
      "Port 'o8' is an output",
    ],
    ['writing a wide output', () => model.port('o64').write(1n), "Port 'o64' is an output"],
    [
      'a wide port as a number',
      () => model.port('o64').value,
      'has 64 bits, more than a number holds exactly; use read()',
    ],
    [
      'writing the clock',
      () => {
        model.port('clk').value = 1;
      },
      "Port 'clk' is the clock, which every cycle drives itself",
    ],
    [
      'reading a port by a wrong name',
      () => model.ports.i7?.value,
      "'widths' has no port 'i7'; its ports are: clk",
    ],
    [
      'writing a port by a wrong name',
      () => {
        model.ports.i7!.value = 1;
      },
      "'widths' has no port 'i7'",
    ],
    ['setting a wrong name', () => Object.assign(model.ports, { i7: 1 }), "'widths' has no port 'i7'"],
    [
      'words of a narrow port',
      () => model.port('i32').words(),
      'only ports of more than 32 bits are made of words',
    ],
    [
      'too many bytes for a narrow port',
      () => model.port('i9').setBytes(new Uint8Array(3)),
      '3 bytes are too many, at most 2 fit',
    ],
    ['too many bytes for a wide port', () => model.port('i65').setBytes(new Uint8Array(10)), 'at most 9 fit'],
  ])('refuses %s', (_, use, message) => {
    expect(use).toThrow(ModelUsageError);
    expect(use).toThrow(message);
  });

  it('keeps its ports, and answers what is asked of any object', async () => {
    expect(() => Object.assign(model.ports, { i8: 1 })).toThrow("read only property 'i8'");
    expect(await model.ports).toBe(model.ports);
    expect(String(model.ports)).toBe('[object Object]');
    expect(Object.keys(model.ports)).toContain('i8');
    expect(model.ports).toEqual(model.ports);
  });

  it('refuses reading after disposal', () => {
    const gone = library.create();
    const { i8, i64 } = gone.ports;
    gone.dispose();
    const bytes = new Uint8Array(8);
    for (const use of [
      () => i8?.value,
      () => i64?.read(),
      () => i64?.getBytes(bytes),
      () => i8?.getBytes(bytes),
    ]) {
      expect(use).toThrow('belongs to a model that was disposed of');
    }
  });

  it('refuses a layout that cannot be viewed', () => {
    const native = { name: 'x', direction: 'input', width: 16, offset: 3, bytes: 2 } as const;
    expect(() => createPort(new ArrayBuffer(8), 0, native)).toThrow("Port 'x' lies at byte 3 of 8");
    expect(() => createPort(new ArrayBuffer(8), 0, { ...native, offset: 8 })).toThrow(ModelUsageError);
  });
});
