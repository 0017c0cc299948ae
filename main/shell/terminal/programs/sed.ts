import { complained, type Program } from './program.ts';

/** `a\` and text on the same line, of whose leading blanks the library leaves one out. */
const ONE_LINE_TEXT = /(^|[;{}\d/$!\s])([aic])\\(?=[ \t])/gm;

/** The library's `sed`, which keeps all blanks before the text of `a\`, `i\` and `c\`, as GNU's does. */
export const sedProgram: Program = {
  name: 'sed',
  async run(args, context) {
    const words = args.map((word) => (word.startsWith('-') ? word : word.replace(ONE_LINE_TEXT, '$1$2\\ ')));
    return (await context.origCommand?.(words)) ?? complained('sed: not available\n');
  },
};
