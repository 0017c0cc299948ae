// Archives in the format of `tar` (ustar), as far as texts need it: files with a name and what stands in them.

export type ArchiveEntry = readonly [name: string, text: string];

const BLOCK = 512;
const NAME_MAX = 100;

/** The archive of some files. Lengths count characters, so that texts of any language come back as they were. */
export function archiveOf(entries: readonly ArchiveEntry[]): string {
  return entries.map(([name, text]) => header(name, text.length) + padded(text)).join('') + '\0'.repeat(2 * BLOCK);
}

/** The files of an archive; those that can be read of a broken one. */
export function entriesOf(archive: string): readonly ArchiveEntry[] {
  const entries: ArchiveEntry[] = [];
  for (let at = 0; at + BLOCK <= archive.length;) {
    const prefix = field(archive, at + 345, 155);
    const name = (prefix === '' ? '' : `${prefix}/`) + field(archive, at, NAME_MAX);
    const size = parseInt(field(archive, at + 124, 12), 8);
    if (name === '' || Number.isNaN(size)) break;
    const isFile = ['0', '\0'].includes(archive.charAt(at + 156));
    if (isFile) entries.push([name, archive.slice(at + BLOCK, at + BLOCK + size)]);
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
  return entries;
}

function header(path: string, size: number): string {
  const cut = path.length <= NAME_MAX ? -1 : path.indexOf('/', path.length - NAME_MAX - 1);
  const [prefix, name] = cut < 0 ? ['', path] : [path.slice(0, cut), path.slice(cut + 1)];
  const octal = (value: number, length: number) => value.toString(8).padStart(length - 1, '0');
  const fields = [
    [name, NAME_MAX],
    [octal(0o644, 8), 8],
    [octal(0, 8), 8],
    [octal(0, 8), 8],
    [octal(size, 12), 12],
    [octal(0, 12), 12],
    ['        ', 8],
    ['0', 1],
    ['', 100],
    ['ustar\x0000', 8],
    ['root', 32],
    ['root', 32],
    ['', 16],
    [prefix, 155],
  ] as const;
  const text = fields
    .map(([value, length]) => value.slice(0, length).padEnd(length, '\0'))
    .join('')
    .padEnd(BLOCK, '\0');
  const sum = Array.from(text).reduce((total, char) => total + (char.charCodeAt(0) & 255), 0);
  return `${text.slice(0, 148)}${sum.toString(8).padStart(6, '0')}\0 ${text.slice(156)}`;
}

function field(archive: string, at: number, length: number): string {
  return archive.slice(at, at + length).split('\0')[0] ?? '';
}

const padded = (text: string) => text.padEnd(Math.ceil(text.length / BLOCK) * BLOCK, '\0');
