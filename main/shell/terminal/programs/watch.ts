import { AT_TERMINAL } from '../prepare-script.ts';
import { complained, type Program } from './program.ts';
import { readInterval, TERMINATED } from './sleep.ts';

const EVERY = '2';

/** Runs a command again and again until it is stopped; each time it prints everything anew. */
export const watchProgram: Program = {
  name: 'watch',
  async run(args, context, { client, out }, signal) {
    const { every, words } = readWords(args);
    const intervalUs = readInterval(every);
    if (intervalUs === undefined || words.length === 0) return complained('watch: missing or invalid operand\n');
    const command = words.join(' ');
    let stdout = '';
    const print = context.env.get(AT_TERMINAL) === '1' ? out : (text: string) => void (stdout += text);
    while (!signal.aborted) {
      const result = await context.exec?.(command, { cwd: context.cwd, env: { [AT_TERMINAL]: '' } });
      print(`Every ${Number(every).toFixed(1)}s: ${command}\n\n${result?.stdout ?? ''}${result?.stderr ?? ''}`);
      await client.sleep(intervalUs, signal);
    }
    return { stdout, stderr: '', exitCode: TERMINATED };
  },
};

function readWords(args: readonly string[]): { readonly every: string; readonly words: readonly string[] } {
  const [first = '', second = '', ...rest] = args;
  if (first === '-n' || first === '--interval') return { every: second, words: rest };
  const [, every] = /^(?:-n|--interval=)(.+)$/.exec(first) ?? [];
  return every === undefined ? { every: EVERY, words: args } : { every, words: args.slice(1) };
}
