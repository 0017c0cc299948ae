// Models NamePrinter and PrintFlags.ToPrinter (staging/src/k8s.io/cli-runtime/pkg/printers/name.go, v1.35): what commands
// that change something print of each object.
import type { KubeObject } from '../../../../preload/contract/objects.ts';
import type { CommandContext } from '../command.ts';
import { nameOf, objectPrinter } from './object-printer.ts';
import { outputOf } from './output-format.ts';

export type DryRun = 'none' | 'client' | 'server';

/**
 * Makes what prints the outcome of each change: `pod/web created (dry run)`, or what `-o` asks for; `typed` as for
 * `objectPrinter`. The command has
 * `outputFlags`. Throws PlainError for an output format that does not exist.
 */
export function resultPrinter(
  context: CommandContext,
  dryRun: DryRun = 'none',
  typed = false,
): (object: KubeObject, operation: string) => void {
  const output = outputOf(context.flags, false);
  if (output.format !== 'human') {
    const print = objectPrinter(context, output, typed);
    return (object) => {
      context.out(print(object));
    };
  }
  return (object, operation) => {
    context.out(resultLine(object, operation, dryRun));
  };
}

/** `pod/web created (dry run)` and a line end. */
export function resultLine(object: KubeObject, operation: string, dryRun: DryRun = 'none'): string {
  const suffix = { none: '', client: ' (dry run)', server: ' (server dry run)' }[dryRun];
  return `${nameOf(object)} ${operation}${suffix}\n`;
}
