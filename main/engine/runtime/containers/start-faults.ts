// What containerd says when a program that is to be run is not there.
import { digestOf } from '../../kernel/digest.ts';

/** Of a container's first program. */
export function programNotFound(name: string): string {
  return (
    'failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: ' +
    `unable to start container process: error during container init: exec: ${missing(name)}`
  );
}

/** Of a command in a container that runs. */
export function commandNotFound(container: string, argv: readonly string[]): string {
  // The same attempt has the same number, so that events that tell of it are counted.
  const id = digestOf(`${container} ${argv.join(' ')}`);
  return (
    `failed to exec in container: failed to start exec "${id}": OCI runtime exec failed: exec failed: ` +
    `unable to start container process: exec: ${missing(argv[0] ?? '')}`
  );
}

function missing(name: string): string {
  return name.includes('/')
    ? `"${name}": stat ${name}: no such file or directory`
    : `"${name}": executable file not found in $PATH`;
}
