// What may stand where the cursor is, in a line of the shell: commands, files, and what kubectl knows.
import { posix } from 'node:path';
import { completeLine, type LineOffer } from '../../kubectl/completion/line.ts';
import type { Workplace } from '../../kubectl/completion/complete.ts';

export interface ShellPlace extends Workplace {
  /** Names of all that can be run. */
  readonly programs: readonly string[];
  readonly folder: string;
  readonly home: string;
  isFolder(path: string): boolean;
}

export interface Completion {
  /** Where the word begins, in letters from the start of the line. */
  readonly start: number;
  /** Texts that may stand in the word's place. */
  readonly texts: readonly string[];
  /** Whether a space follows the only one. */
  readonly space: boolean;
}

const NOTHING: Completion = { start: 0, texts: [], space: false };
/** Where a command begins: at the start, or after what separates commands. */
const COMMAND = /(?:^|[|;&(`]|\$\()\s*([^|;&(`]*)$/;

/** What may stand at the end of `line`. */
export async function completeAt(line: string, place: ShellPlace): Promise<Completion> {
  const command = COMMAND.exec(line)?.[1] ?? '';
  const before = line.length - command.length;
  if (!/\s/.test(command))
    return offered(
      before,
      place.programs.filter((name) => name.startsWith(command)),
      true,
    );
  const word = /\S*$/.exec(line)?.[0] ?? '';
  if (/^k\s/.test(command))
    return await ofKubectl(command.replace(/^k/, 'kubectl'), before - 'ubectl'.length, word, place);
  return await ofKubectl(command, before, word, place);
}

async function ofKubectl(command: string, before: number, word: string, place: ShellPlace): Promise<Completion> {
  const offer = await completeLine(place, command);
  const start = before + (offer?.start ?? command.length - word.length);
  if (!offer) return files(start, word, place);
  if (offer.candidates.length > 0) return offered(start, textsOf(offer), offer.space);
  return offer.files ? files(before + command.length - word.length, word, place) : NOTHING;
}

const textsOf = ({ candidates }: LineOffer): readonly string[] => [...new Set(candidates.map(({ text }) => text))];

function files(start: number, word: string, place: ShellPlace): Completion {
  const typed = word.replace(/^[<>]+|^[\w-]+=/, '');
  const [folder, name] = [typed.slice(0, typed.lastIndexOf('/') + 1), typed.slice(typed.lastIndexOf('/') + 1)];
  const path = posix.resolve(place.folder, folder.replace(/^~(?=\/)/, place.home));
  const names = (place.surroundings.files.list(path) ?? []).filter(
    (one) => one.startsWith(name) && (name !== '' || !one.startsWith('.')),
  );
  const texts = names.map((one) => `${folder}${one}${place.isFolder(posix.join(path, one)) ? '/' : ''}`);
  return offered(
    start + word.length - typed.length,
    texts,
    texts.every((text) => !text.endsWith('/')),
  );
}

const offered = (start: number, texts: readonly string[], space: boolean): Completion => ({
  start,
  texts: [...texts].sort(),
  space,
});

/** The longest text with which all of them begin. */
export function commonStart(texts: readonly string[]): string {
  const [first = '', ...others] = texts;
  let length = first.length;
  for (const other of others) while (!other.startsWith(first.slice(0, length))) length -= 1;
  return first.slice(0, length);
}

const GAP = 2;

/** The texts in columns, as shells list them, in rows of `width` cells. */
export function inColumns(texts: readonly string[], width: number): string {
  const column = Math.max(...texts.map((text) => text.length)) + GAP;
  const columns = Math.max(1, Math.floor(width / column));
  const rows = Math.ceil(texts.length / columns);
  const row = (at: number) => texts.filter((_, index) => index % rows === at).map((text) => text.padEnd(column));
  return Array.from({ length: rows }, (_, at) => `${row(at).join('').trimEnd()}\r\n`).join('');
}
