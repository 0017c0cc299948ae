import { complained, type Program } from './program.ts';

/** The library's `grep`, which takes every file for a text, as `-a` asks for. */
export const grepProgram: Program = {
  name: 'grep',
  async run(args, context) {
    const words = args.filter((word) => word !== '-a' && word !== '--text');
    return (await context.origCommand?.([...words])) ?? complained('grep: not available\n');
  },
};
