// `vi` and its like: a file in the editor of the window.
import { posix } from 'node:path';
import { complained, printed, type Program } from './program.ts';

const NAMES = ['vi', 'vim', 'nano'];

const editorNamed = (name: string): Program => ({
  name,
  async run(args, context, { tree, person }, signal) {
    const file = args.filter((word) => !word.startsWith('-') && !word.startsWith('+')).at(-1);
    if (!person) return complained(`${name}: Standard input is not a terminal\n`);
    if (file === undefined) return complained(`${name}: a file has to be named\n`);
    const path = posix.resolve(context.cwd, file);
    if (tree.isFolder(path)) return complained(`${name}: ${file} is a directory\n`);
    const bytes = tree.read(path);
    const saved = await person.edit(path, bytes === undefined ? '' : new TextDecoder().decode(bytes), signal);
    if (saved !== undefined) tree.write(path, new TextEncoder().encode(saved));
    return printed('');
  },
});

export const editorPrograms: readonly Program[] = NAMES.map(editorNamed);
