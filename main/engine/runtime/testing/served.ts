import type { Micros } from '../../kernel/time.ts';
import type { FileTree } from '../file-tree.ts';
import type { HttpRequest } from '../interfaces.ts';
import type { Answer, Program } from '../programs/program.ts';
import { Rig } from './process-rig.ts';

/** What a program answers over files at a moment. */
export function served(
  program: Program,
  files: FileTree,
  now: Micros,
  request: HttpRequest,
  port = 80,
): Answer | undefined {
  const rig = new Rig({
    files: Object.fromEntries(files.entries().map(([path, text]) => [path, text] as const)),
    program,
  });
  rig.now = now;
  rig.boot(['server']);
  return rig.answer(port, request);
}
