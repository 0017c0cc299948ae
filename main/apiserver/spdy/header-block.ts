// Names and values on SPDY streams, compressed in one breath for all frames of a connection.
import { Buffer } from 'node:buffer';
import { type Deflate, type Inflate, constants, createDeflate, createInflate } from 'node:zlib';
import { DICTIONARY } from './dictionary.ts';

const BLOCK_BYTES_MAX = 64 * 1024;

/** Reads the header blocks of one direction, in their order. */
export class HeaderReader {
  readonly #inflate = createInflate({ dictionary: DICTIONARY, maxOutputLength: BLOCK_BYTES_MAX });

  /** The headers in a block. Throws Error for what is none. */
  async read(block: Buffer): Promise<ReadonlyMap<string, string>> {
    return parse(await through(this.#inflate, block));
  }

  close(): void {
    this.#inflate.close();
  }
}

/** Writes the header blocks of one direction. */
export class HeaderWriter {
  readonly #deflate = createDeflate({ dictionary: DICTIONARY });

  /** A block without headers: who answers a stream has nothing to say. */
  empty(): Promise<Buffer> {
    return through(this.#deflate, Buffer.alloc(4));
  }

  close(): void {
    this.#deflate.close();
  }
}

function through(codec: Inflate | Deflate, input: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    const take = (chunk: Buffer) => {
      chunks.push(chunk);
      bytes += chunk.length;
      if (bytes > BLOCK_BYTES_MAX) codec.destroy(new Error('spdy: header block too large'));
    };
    codec.on('data', take);
    codec.once('error', reject);
    codec.write(input);
    codec.flush(constants.Z_SYNC_FLUSH, () => {
      codec.removeListener('data', take);
      codec.removeListener('error', reject);
      resolve(Buffer.concat(chunks));
    });
  });
}

function parse(block: Buffer): ReadonlyMap<string, string> {
  const headers = new Map<string, string>();
  let at = 4;
  const text = () => {
    const length = block.readUInt32BE(at);
    at += 4 + length;
    return block.toString('utf8', at - length, at);
  };
  for (let left = Math.min(block.readUInt32BE(0), BLOCK_BYTES_MAX); left > 0; left--) headers.set(text(), text());
  return headers;
}
