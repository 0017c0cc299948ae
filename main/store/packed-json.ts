// JSON as bytes: numbers of variable length, strings as numbers of a table, and a mark before each value.
import type { Json } from '../engine/kernel/json.ts';
import { setProperty } from './object-patch.ts';
import type { StringTable } from './string-table.ts';

// A value begins with `operand * 8 + mark`.
const MARK = {
  string: 0,
  natural: 1,
  negative: 2,
  /** A string that is a whole number, such as a resource version; it would only fill the table. */
  decimal: 3,
  special: 4,
  array: 5,
  object: 6,
} as const;
const SPECIAL = { null: 0, true: 1, false: 2, double: 3 } as const;

/** Above this a number times 8 would not be exact. */
const NATURAL_MAX = 2 ** 50 - 1;
const DECIMAL = /^(?:0|[1-9]\d{0,14})$/;
const DIGIT_0 = 48;
const DIGIT_9 = 57;
const NONE: ReadonlySet<string> = new Set();

/** Most bytes that one step of writing takes: a mark with its operand, then a double. */
const STEP_BYTES = 24;

export class PackedWriter {
  #bytes = Buffer.allocUnsafe(1 << 16);
  #length = 0;
  readonly #strings: StringTable;

  constructor(strings: StringTable) {
    this.#strings = strings;
  }

  /** What has been written since the last call, as a copy. */
  take(): Buffer {
    const taken = Buffer.from(this.#bytes.subarray(0, this.#length));
    this.#length = 0;
    return taken;
  }

  natural(number: number): void {
    if (this.#length + STEP_BYTES > this.#bytes.length) this.#grow();
    const bytes = this.#bytes;
    let rest = number;
    // Bit operations work on 32 bits only.
    while (rest >= 0x8000_0000) {
      bytes[this.#length++] = (rest % 128) | 0x80;
      rest = Math.floor(rest / 128);
    }
    while (rest >= 0x80) {
      bytes[this.#length++] = (rest & 0x7f) | 0x80;
      rest >>>= 7;
    }
    bytes[this.#length++] = rest;
  }

  string(text: string): void {
    this.natural(this.#strings.numberOf(text));
  }

  value(value: Json): void {
    if (typeof value === 'string') this.#text(value);
    else if (typeof value === 'number') this.#number(value);
    else if (typeof value === 'boolean') this.#marked(MARK.special, value ? SPECIAL.true : SPECIAL.false);
    else if (value === null || value === undefined) this.#marked(MARK.special, SPECIAL.null);
    else if (Array.isArray(value)) this.#array(value);
    else {
      this.#marked(MARK.object, 0);
      this.members(value as Readonly<Record<string, Json>>);
    }
  }

  /** The properties of `object` and an end mark; those named in `omitted` and undefined ones are left out. */
  members(object: Readonly<Record<string, Json>>, omitted = NONE): void {
    // Faster than over the keys as an array, and the same: JSON has no prototypes with properties.
    for (const name in object) {
      const value = object[name];
      if (value === undefined || omitted.has(name)) continue;
      this.natural(this.#strings.numberOf(name) + 1);
      this.value(value);
    }
    this.natural(0);
  }

  #array(items: readonly Json[]): void {
    this.#marked(MARK.array, items.length);
    for (const item of items) this.value(item);
  }

  #text(text: string): void {
    const first = text.charCodeAt(0);
    if (first >= DIGIT_0 && first <= DIGIT_9 && DECIMAL.test(text)) this.#marked(MARK.decimal, Number(text));
    else this.#marked(MARK.string, this.#strings.numberOf(text));
  }

  #number(number: number): void {
    if (!Number.isInteger(number) || Math.abs(number) > NATURAL_MAX) this.#double(number);
    else if (number >= 0) this.#marked(MARK.natural, number);
    else this.#marked(MARK.negative, -number);
  }

  #double(number: number): void {
    this.#marked(MARK.special, SPECIAL.double);
    this.#length = this.#bytes.writeDoubleLE(number, this.#length);
  }

  #marked(mark: number, operand: number): void {
    this.natural(operand * 8 + mark);
  }

  #grow(): void {
    const grown = Buffer.allocUnsafe(this.#bytes.length * 2);
    this.#bytes.copy(grown, 0, 0, this.#length);
    this.#bytes = grown;
  }
}

/** Reads what a PackedWriter wrote. Throws a RangeError when the bytes end too early or make no sense. */
export class PackedReader {
  readonly #bytes: Buffer;
  readonly #strings: StringTable;
  #position: number;

  constructor(bytes: Buffer, position: number, strings: StringTable) {
    this.#bytes = bytes;
    this.#position = position;
    this.#strings = strings;
  }

  get position(): number {
    return this.#position;
  }

  natural(): number {
    const first = this.#byte();
    if (first < 0x80) return first;
    let number = first & 0x7f;
    let factor = 128;
    for (;;) {
      const byte = this.#byte();
      number += (byte & 0x7f) * factor;
      if (byte < 0x80) return number;
      factor *= 128;
    }
  }

  string(): string {
    return this.#strings.textOf(this.natural());
  }

  /** The next `length` bytes as text. */
  text(length: number): string {
    const end = this.#position + length;
    if (end > this.#bytes.length) throw new RangeError('the bytes end within a text');
    const text = this.#bytes.toString('utf8', this.#position, end);
    this.#position = end;
    return text;
  }

  value(): Json {
    const marked = this.natural();
    const mark = marked % 8;
    const operand = (marked - mark) / 8;
    switch (mark) {
      case MARK.string:
        return this.#strings.textOf(operand);
      case MARK.natural:
        return operand;
      case MARK.negative:
        return -operand;
      case MARK.decimal:
        return String(operand);
      case MARK.special:
        return this.#special(operand);
      case MARK.array:
        return this.#array(operand);
      case MARK.object:
        return this.members({});
      default:
        throw new RangeError(`no value begins with the mark ${String(mark)}`);
    }
  }

  /** Adds the properties up to the end mark to `object` and returns it. */
  members(object: Record<string, Json>): Record<string, Json> {
    for (;;) {
      const number = this.natural();
      if (number === 0) return object;
      setProperty(object, this.#strings.textOf(number - 1), this.value());
    }
  }

  #array(length: number): Json {
    if (length > this.#bytes.length - this.#position) throw new RangeError('the bytes end within an array');
    const items: Json[] = [];
    for (let index = 0; index < length; index++) items.push(this.value());
    return items;
  }

  #special(operand: number): Json {
    switch (operand) {
      case SPECIAL.null:
        return null;
      case SPECIAL.true:
        return true;
      case SPECIAL.false:
        return false;
      case SPECIAL.double:
        this.#position += 8;
        return this.#bytes.readDoubleLE(this.#position - 8);
      default:
        throw new RangeError(`no constant is numbered ${String(operand)}`);
    }
  }

  #byte(): number {
    const byte = this.#bytes[this.#position++];
    if (byte === undefined) throw new RangeError('the bytes end too early');
    return byte;
  }
}
