import type { Step } from '../step.ts';

/** Steps as lines of `COMMAND => PATTERN`: what the command shows. `=>1` where it ends with another exit code than 0. */
export function steps(texts: TemplateStringsArray): readonly Step[] {
  const lines = texts.join('').split('\n');
  return lines.filter((line) => line.trim() !== '').map(stepOf);
}

function stepOf(text: string): Step {
  const [, line = '', exit = '', pattern = ''] = /^(.*?\S) +=>(\d*) ?(.*)$/.exec(text) ?? [];
  if (line === '') throw new Error(`no step: ${text}`);
  return { line, exit: Number(exit), shows: pattern === '' ? undefined : new RegExp(pattern, 'm') };
}
