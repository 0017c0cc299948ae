// Models Builder.FilenameParam (staging/src/k8s.io/cli-runtime/pkg/resource/builder.go, v1.35): which files `-f` means.
import type { CommandContext, ShellFiles } from '../command.ts';
import { toYaml } from '../../printing/yaml.ts';
import { PlainError } from '../errors/errors.ts';
import { buildKustomization } from '../kustomize/build.ts';

export interface SourceOptions {
  /** Files, folders, and `-` for standard input. */
  readonly filenames: readonly string[];
  /** A folder with a kustomization, in place of files. */
  readonly kustomize?: string | undefined;
  /** Folders within folders too. */
  readonly recursive?: boolean | undefined;
}

/** A folder is followed so deep. */
const DEPTH_MAX = 32;

/** The texts that are meant, in order. Throws PlainError when a path leads nowhere. */
export function readSources(
  context: CommandContext,
  { filenames, kustomize, recursive = false }: SourceOptions,
): readonly { readonly source: string; readonly text: string }[] {
  const { files, stdin } = context;
  if (kustomize) {
    const objects = buildKustomization(context, kustomize, 'legacy');
    return [{ source: kustomize, text: objects.map(toYaml).join('---\n') }];
  }
  return filenames.flatMap((path) => {
    if (path === '-') return [{ source: 'STDIN', text: stdin() }];
    if (/^https?:\/\//.test(path))
      throw new PlainError(`unable to read URL "${path}": there is no network beyond the cluster`);
    return pathsBelow(files, path, recursive).map((source) => ({ source, text: files.read(source) ?? '' }));
  });
}

function pathsBelow(files: ShellFiles, path: string, recursive: boolean): readonly string[] {
  if (files.list(path) === undefined) {
    if (files.read(path) !== undefined) return [path];
    throw new PlainError(`the path "${path}" does not exist`);
  }
  const found = manifestsIn(files, path, recursive, DEPTH_MAX);
  if (found.length > 0) return found;
  throw new PlainError(`error reading [${path}]: recognized file extensions are [.json .yaml .yml]`);
}

function manifestsIn(files: ShellFiles, folder: string, recursive: boolean, depth: number): readonly string[] {
  if (depth === 0) return [];
  return (files.list(folder) ?? []).flatMap((name) => {
    const path = `${folder.replace(/\/$/, '')}/${name}`;
    if (files.list(path) !== undefined) return recursive ? manifestsIn(files, path, recursive, depth - 1) : [];
    return /\.(json|ya?ml)$/.test(name) ? [path] : [];
  });
}
