import { posix } from 'node:path';
import { complained, printed, stdinOf, type Program } from './program.ts';

/** `-c +5`, in one word or in two, and the file if one is named. */
const FROM_BYTE = /^(?:-c ?|--bytes[= ])\+(\d+)(?: (.+))?$/;

/** The library's `tail`, which besides can begin at a byte, from 1: `tail -c +5 FILE`. */
export const tailProgram: Program = {
  name: 'tail',
  async run(args, context, { tree }) {
    const [, from, file] = FROM_BYTE.exec(args.join(' ')) ?? [];
    if (from === undefined) return (await context.origCommand?.([...args])) ?? complained('tail: not available\n');
    const bytes = file === undefined ? Buffer.from(stdinOf(context)) : tree.read(posix.resolve(context.cwd, file));
    if (!bytes) return complained(`tail: cannot open '${file ?? ''}' for reading: No such file or directory\n`);
    return printed(new TextDecoder().decode(bytes.subarray(Math.max(0, Number(from) - 1))));
  },
};
