// Which program a container runs: what its command names, else what its image comes with.
import { type CatalogueImage, type ImageCatalogue, findImage, parseImageName, versionOf } from '../catalogue.ts';
import { component } from './component.ts';
import { instantOf } from './http.ts';
import { nginx } from './nginx.ts';
import type { Program } from './program.ts';
import { apache, genericServer, pause } from './servers.ts';
import { isShell, opaque, script, statementsOf } from './shell.ts';

export type Choice =
  | {
      readonly ok: true;
      readonly program: Program;
      /** What is not as it would be in a real cluster, when something is. */
      readonly note?: string;
    }
  /** There is no such program in the image. */
  | { readonly ok: false; readonly message: string };

/** `command` and `args` as in the manifest: the command replaces the image's, args alone are added to it. */
export function chooseProgram(
  catalogue: ImageCatalogue,
  reference: string,
  command: readonly string[],
  args: readonly string[],
): Choice {
  const image = findImage(catalogue, reference);
  const argv = command.length > 0 ? [...command, ...args] : [...defaultCommand(image, args), ...args];
  const statements = statementsOf(argv);
  if (statements) return { ok: true, program: script(statements) };
  if (isShell(argv)) return { ok: true, program: opaque, note: 'the script is beyond the simple shell: it only runs' };
  if (!image) {
    return { ok: true, program: genericServer, note: 'unknown image: a simple server stands in on its ports' };
  }
  return chooseFromImage(image, parseImageName(reference).tag, command);
}

function chooseFromImage(image: CatalogueImage, tag: string, command: readonly string[]): Choice {
  const { program } = image;
  switch (program.type) {
    case 'nginx':
      return { ok: true, program: nginx(versionOf(program, tag), instantOf(image.builtAt)) };
    case 'apache':
      return { ok: true, program: apache(versionOf(program, tag)) };
    case 'pause':
      return { ok: true, program: pause };
    case 'component':
      return { ok: true, program: component(program.component, program.startUs) };
    case 'command':
      return { ok: false, message: notFound(command[0] ?? program.command[0] ?? '') };
  }
}

/** A shell image runs its shell unless arguments name another program. */
function defaultCommand(image: CatalogueImage | undefined, args: readonly string[]): readonly string[] {
  return image?.program.type === 'command' && args.length === 0 ? image.program.command : [];
}

/** What containerd answers when the program is not there. */
function notFound(name: string): string {
  return (
    'failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: ' +
    `unable to start container process: error during container init: exec: "${name}": executable file not found in $PATH`
  );
}
