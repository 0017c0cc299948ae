// @ts-check
// Unpacks a zip with what Node has: setup runs before anything is installed. Only what such an archive needs: stored
// and deflated entries, no encryption, no ZIP64.
import { mkdir, open, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { inflateRaw } from 'node:zlib';

const inflate = promisify(inflateRaw);
const endSignature = 0x06054b50;
const entrySignature = 0x02014b50;

/**
 * @param {string} zipPath
 * @param {string} target
 * @param {(name: string) => string | undefined} place where an entry goes below `target`; undefined leaves it out
 */
export async function unzip(zipPath, target, place) {
  const file = await open(zipPath);
  try {
    for (const entry of await directory(file)) {
      const name = place(entry.name);
      if (name === undefined || entry.name.endsWith('/')) continue;
      if (name.split('/').includes('..')) throw new Error(`unzip: ${entry.name} points outside of the archive`);
      const path = join(target, name);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, await content(file, entry), { mode: entry.mode & 0o777 || 0o644 });
    }
  } finally {
    await file.close();
  }
}

/** @typedef {{ name: string, method: number, packedSize: number, size: number, mode: number, offset: number }} Entry */

/**
 * @param {import('node:fs/promises').FileHandle} file
 * @returns {Promise<Entry[]>}
 */
async function directory(file) {
  const { size } = await file.stat();
  const tail = await bytes(file, Math.max(0, size - 65_557), Math.min(size, 65_557));
  let end = tail.length - 22;
  while (end >= 0 && tail.readUInt32LE(end) !== endSignature) end -= 1;
  if (end < 0) throw new Error('unzip: not a zip archive, or a truncated one');
  const list = await bytes(file, tail.readUInt32LE(end + 16), tail.readUInt32LE(end + 12));
  /** @type {Entry[]} */
  const entries = [];
  for (let at = 0; at + 46 <= list.length && list.readUInt32LE(at) === entrySignature;) {
    const nameLength = list.readUInt16LE(at + 28);
    entries.push({
      name: list.toString('utf8', at + 46, at + 46 + nameLength),
      method: list.readUInt16LE(at + 10),
      packedSize: list.readUInt32LE(at + 20),
      size: list.readUInt32LE(at + 24),
      mode: list.readUInt32LE(at + 38) >>> 16,
      offset: list.readUInt32LE(at + 42),
    });
    at += 46 + nameLength + list.readUInt16LE(at + 30) + list.readUInt16LE(at + 32);
  }
  if (entries.length !== tail.readUInt16LE(end + 10)) throw new Error('unzip: the directory of the archive is damaged');
  return entries;
}

/**
 * @param {import('node:fs/promises').FileHandle} file
 * @param {Entry} entry
 */
async function content(file, entry) {
  const header = await bytes(file, entry.offset, 30);
  const start = entry.offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
  const packed = await bytes(file, start, entry.packedSize);
  if (entry.method !== 0 && entry.method !== 8)
    throw new Error(`unzip: ${entry.name} uses method ${String(entry.method)}`);
  const plain = entry.method === 0 ? packed : await inflate(packed);
  if (plain.length !== entry.size) throw new Error(`unzip: ${entry.name} is damaged`);
  return plain;
}

/**
 * @param {import('node:fs/promises').FileHandle} file
 * @param {number} from
 * @param {number} length
 */
async function bytes(file, from, length) {
  const buffer = Buffer.alloc(length);
  const { bytesRead } = await file.read(buffer, 0, length, from);
  if (bytesRead !== length) throw new Error('unzip: the archive is truncated');
  return buffer;
}
