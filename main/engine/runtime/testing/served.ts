import type { Micros } from '../../kernel/time.ts';
import type { FileTree } from '../files.ts';
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
  const rig = new Rig({ files: Object.fromEntries(files.entries()), program });
  rig.now = now;
  rig.boot(['server']);
  return rig.answer(port, request);
}
