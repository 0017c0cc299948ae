import { posix } from 'node:path';
import { filesSeenFrom } from '../folder-files.ts';
import { startKubectl } from '../kubectl-program.ts';
import { AT_TERMINAL } from '../prepare-script.ts';
import { stdinOf, type Program } from './program.ts';

export const kubectlProgram: Program = {
  name: 'kubectl',
  async run(args, context, { client, tree, out, err, person, startUs }, signal) {
    let [stdout, stderr] = ['', ''];
    const isAtTerminal = context.env.get(AT_TERMINAL) === '1';
    const surroundings = {
      stdin: () => stdinOf(context),
      out: isAtTerminal ? out : (text: string) => void (stdout += text),
      err: isAtTerminal ? err : (text: string) => void (stderr += text),
      env: context.exportedEnv ?? {},
      files: filesSeenFrom(context.cwd, tree),
      spawn: async (command: string, words: readonly string[]) => {
        const result = await context.exec?.(posix.basename(command), { cwd: context.cwd, args: [...words] });
        surroundings.out(result?.stdout ?? '');
        surroundings.err(result?.stderr ?? '');
        return result?.exitCode ?? 127;
      },
      keyboard: isAtTerminal ? person?.keyboard : undefined,
      signal,
    };
    const exitCode = await startKubectl(args, surroundings, client, startUs);
    return { stdout, stderr, exitCode };
  },
};
