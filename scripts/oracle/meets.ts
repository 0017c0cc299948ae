import type { CommandResult } from './command-result.ts';
import type { WaitStep } from './recorded.ts';

/** Whether a command gave what a step waits for. */
export function meets(step: WaitStep, { exit, stdout }: CommandResult): boolean {
  if (step.equals !== undefined) return stdout.trim() === step.equals;
  if (step.contains !== undefined) return stdout.includes(step.contains);
  if (step.regex !== undefined) return toRegExp(step.regex).test(stdout);
  return exit === (step.exit ?? 0);
}

/** The recorder wrote flags before the pattern: `(?s)a.*b`. */
function toRegExp(pattern: string): RegExp {
  const [whole, flags] = /^\(\?([ims]+)\)/.exec(pattern) ?? ['', ''];
  return new RegExp(pattern.slice(whole.length), flags);
}
