// What `diff -u -N` prints of two folders, or another program that KUBECTL_EXTERNAL_DIFF names.
import { unifiedDiff } from '../../../engine/kinds/unified-diff.ts';
import { toMicroTimestamp } from '../../../engine/kernel/time.ts';
import type { CommandContext } from '../command.ts';
import { PlainError } from '../errors/errors.ts';

/** A file that is in both folders; its text is empty where it is missing. */
export interface ComparedFile {
  readonly name: string;
  readonly live: string;
  readonly merged: string;
}

/** Prints the differences; answers 0 when there are none, else 1. Throws PlainError when another program fails. */
export async function compareFolders(context: CommandContext, files: readonly ComparedFile[]): Promise<number> {
  const [live, merged] = ['LIVE', 'MERGED'].map((name, index) => `/tmp/${name}-${context.client.now + index}`);
  if (live === undefined || merged === undefined) throw new Error('two folders have two names');
  const program = context.env['KUBECTL_EXTERNAL_DIFF'] ?? '';
  if (program !== '') return await runProgram(context, program, files, [live, merged]);
  const texts = [...files]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map((file) => fileDiff(context, file, [live, merged]));
  context.out(texts.join(''));
  return texts.some((text) => text !== '') ? 1 : 0;
}

type Folders = readonly [live: string, merged: string];

function fileDiff({ client }: CommandContext, { name, live, merged }: ComparedFile, folders: Folders): string {
  if (live === merged) return '';
  const paths = folders.map((folder) => `${folder}/${name}`);
  const time = `${toMicroTimestamp(client.now).replace('T', ' ').replace('Z', '')}000 +0000`;
  const [from = '', to = ''] = paths;
  return [
    `diff -u -N ${from} ${to}\n`,
    `--- ${from}\t${live === '' ? '1970-01-01 00:00:00.000000000 +0000' : time}\n`,
    `+++ ${to}\t${time}\n`,
    hunksOf(live, merged),
  ].join('');
}

/** A text that is missing has no lines at all, not one that is empty. */
function hunksOf(live: string, merged: string): string {
  const lines = merged.trimEnd().split('\n');
  if (live === '') return `@@ -0,0 +1,${lines.length} @@\n${lines.map((line) => `+${line}\n`).join('')}`;
  return unifiedDiff(live.trimEnd(), merged.trimEnd());
}

async function runProgram(
  { files, spawn }: CommandContext,
  program: string,
  compared: readonly ComparedFile[],
  folders: Folders,
): Promise<number> {
  const [command = '', ...words] = program.split(' ');
  const paths = compared.flatMap(({ name, live, merged }) => [
    { path: `${folders[0]}/${name}`, text: live },
    { path: `${folders[1]}/${name}`, text: merged },
  ]);
  for (const { path, text } of paths) if (text !== '') files.write(path, text);
  const code = await spawn(command, [...words.filter((word) => /^[a-zA-Z0-9-=]+$/.test(word)), ...folders]);
  for (const { path, text } of paths) if (text !== '') files.remove(path);
  if (code > 1) throw new PlainError(`failed to run ${JSON.stringify(command)}: exit status ${code}`);
  return code;
}
