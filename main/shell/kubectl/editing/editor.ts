// Models staging/src/k8s.io/kubectl/pkg/cmd/util/editor (v1.35): a text in the person's editor.
import type { CommandContext } from '../command.ts';
import { PlainError } from '../errors/errors.ts';

/** Runs the editor on a file; answers its text without comments. Throws PlainError when the editor fails. */
export async function launchEditor({ env, files, spawn }: CommandContext, path: string): Promise<string> {
  const editor = env['KUBE_EDITOR'] || env['EDITOR'] || 'vi';
  const exitCode = await spawn('bash', ['-c', `${editor} ${path}`]);
  if (exitCode !== 0) throw new PlainError(`there was a problem with the editor "${editor}"`);
  const lines = (files.read(path) ?? '').split('\n').filter((line) => !line.trim().startsWith('#'));
  return lines.join('\n');
}

/** Lines for the top of a file that is to be edited. */
export const commented = (lines: readonly string[]): string =>
  lines.map((line) => (line === '' ? '#\n' : `# ${line}\n`)).join('');

/** Tells where the changes are kept. */
export function tellWhereKept({ err }: CommandContext, path: string): void {
  err(`A copy of your changes has been stored to "${path}"\n`);
}

/** The same; the failure to end with. */
export function preserved(
  context: CommandContext,
  path: string,
  message = 'Edit cancelled, no valid changes were saved.',
): PlainError {
  tellWhereKept(context, path);
  return new PlainError(message);
}
