// Paths as kustomizations write them: relative to the folder of the file they stand in.
import { posix } from 'node:path';
import type { BuildContext } from './build-context.ts';
import { PlainError } from '../errors/errors.ts';

export const joinPath = (folder: string, path: string): string =>
  posix.isAbsolute(path) ? posix.normalize(path) : posix.join(folder, path).replace(/(.)\/$/, '$1');

/** The text of a file that a kustomization names. Throws PlainError when there is none, or it lies outside its folder. */
export function readWithin(context: BuildContext, folder: string, path: string): string {
  const text = context.files.read(joinPath(folder, path));
  const [root, absolute] = [absolutePath(context, folder), absolutePath(context, joinPath(folder, path))];
  if (text === undefined) {
    throw new PlainError(`evalsymlink failure on '${absolute}' : lstat ${absolute}: no such file or directory`);
  }
  if (absolute.startsWith(`${root === '/' ? '' : root}/`)) return text;
  throw new PlainError(`security; file '${absolute}' is not in or below '${root}'`);
}

/** The path from the root, as errors tell it, where it is known where the person is. */
export const absolutePath = ({ env }: Pick<BuildContext, 'env'>, path: string): string =>
  posix.resolve('/', env['PWD'] ?? '', path);
