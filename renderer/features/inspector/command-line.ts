import type { CommandView } from '../../../preload/contract/views.ts';

/** The line that was typed or, of a command that was started otherwise, its words as a shell would take them. */
export function lineOf(argv: readonly string[]): string {
  const [shell = '', flag = '', line] = argv;
  if (argv.length === 3 && line !== undefined && shell.split('/').at(-1) === 'sh' && flag === '-c') return line;
  return argv.map(quoted).join(' ');
}

/** What kubectl would have been told to run the same line. */
export function kubectlLine(
  { namespace, pod, container }: Pick<CommandView, 'namespace' | 'pod' | 'container'>,
  line: string,
  containers: number,
): string {
  const where = `${namespace === 'default' ? '' : ` -n ${namespace}`} ${pod}${containers > 1 ? ` -c ${container}` : ''}`;
  return `kubectl exec -i${where} -- sh -c ${quoted(line)}`;
}

/** The lines that were run in a Pod, the newest first, each once: what the arrow keys bring back. */
export function earlierLines(commands: readonly CommandView[]): readonly string[] {
  const newestFirst = [...commands].sort((a, b) => b.startedUs - a.startedUs);
  return [...new Set(newestFirst.map(({ argv }) => lineOf(argv)))];
}

function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
