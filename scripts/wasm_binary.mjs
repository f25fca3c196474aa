// The parts of the WebAssembly binary format that the build's own steps need.

const EXTERNAL_KINDS = { function: 0, table: 1, memory: 2, global: 3, tag: 4 };

/** Reads a WebAssembly binary from front to back. */
export class Reader {
  constructor(bytes, position = 0) {
    this.bytes = bytes;
    this.position = position;
  }

  number() {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.bytes[this.position++];
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
  }

  take(length) {
    this.position += length;
    return this.bytes.subarray(this.position - length, this.position);
  }

  limits() {
    const hasMaximum = this.number() & 1;
    this.number();
    if (hasMaximum) this.number();
  }

  /** Skips an import's description, which follows its names. */
  description() {
    switch (this.number()) {
      case EXTERNAL_KINDS.function:
        this.number();
        break;
      case EXTERNAL_KINDS.table:
        this.take(1);
        this.limits();
        break;
      case EXTERNAL_KINDS.memory:
        this.limits();
        break;
      case EXTERNAL_KINDS.global:
        this.take(2);
        break;
      case EXTERNAL_KINDS.tag:
        this.take(1);
        this.number();
        break;
      default:
        throw new Error('an import of an unknown kind');
    }
  }
}

/** Encodes a number (LEB128). */
export function number(value) {
  const bytes = [];
  do {
    bytes.push((value % 128) | (value >= 128 ? 0x80 : 0));
    value = Math.floor(value / 128);
  } while (value > 0);
  return Buffer.from(bytes);
}

/** The module with one of its sections replaced by `change`. */
export function rewritten(wasm, section, change) {
  const reader = new Reader(wasm);
  const parts = [reader.take(8)];
  while (reader.position < wasm.length) {
    const [kind] = reader.take(1);
    const body = reader.take(reader.number());
    const changed = kind === section ? change(body) : body;
    parts.push(Buffer.of(kind), number(changed.length), changed);
  }
  return Buffer.concat(parts);
}
