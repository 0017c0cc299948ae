// Models what the subcommands of staging/src/k8s.io/kubectl/pkg/cmd/create (v1.35) have in common: a name and flags make
// one object.
import type { KubeMetadata, KubeObject } from '../../../../preload/contract/objects.ts';
import { withTypedConfig } from '../apply/last-applied.ts';
import type { Command, CommandContext, FlagSpec } from '../command.ts';
import { asFailure, ConnectionRefused, PlainError, usageError } from '../errors/errors.ts';
import { outputFlags } from '../printers/output-format.ts';
import { resultPrinter } from '../printers/results.ts';
import { resourceOfKind } from '../resources/mapper.ts';
import { createObject } from '../writing/create-object.ts';
import {
  announcedDryRun,
  dryRunFlag,
  fieldManagerFlag,
  saveConfigFlag,
  validateFlag,
  validationOf,
} from '../writing/write-flags.ts';

export interface Generator extends Pick<Command, 'name' | 'aliases' | 'short' | 'usage' | 'flags'> {
  /** What failures begin with: `failed to create deployment:`; undefined where they are printed as they are. */
  readonly failure: string | undefined;
  /** Makes the object, with the empty parts that kubectl prints. Throws PlainError for flags that make no sense. */
  readonly make: (context: CommandContext, name: string) => KubeObject | Promise<KubeObject>;
}

const commonFlags: readonly FlagSpec[] = [
  ...outputFlags,
  dryRunFlag,
  validateFlag,
  saveConfigFlag,
  fieldManagerFlag('kubectl-create'),
];

/** The command of a generator. */
export function generatorCommand({ name, aliases, short, usage, flags, failure, make }: Generator): Command {
  return {
    name,
    ...(aliases && { aliases }),
    short,
    usage,
    flags: [...flags, ...commonFlags],
    run: async (context) => {
      const objectName = nameArgument(context);
      const print = resultPrinter(context, announcedDryRun(context), true);
      validationOf(context.flags);
      const made = await make(context, objectName);
      const object = withTypedConfig(made, context.flags.bool('save-config'));
      print(await create(context, object, failure), 'created');
      return 0;
    },
  };
}

async function create(context: CommandContext, object: KubeObject, failure: string | undefined): Promise<KubeObject> {
  const resource = resourceOfKind(context.client, object.apiVersion ?? '', object.kind ?? '');
  if (!resource) throw new PlainError('the server could not find the requested resource');
  try {
    return await createObject(context, { resource, namespace: context.namespace, object });
  } catch (caught) {
    const { message } = asFailure(caught);
    if (failure === undefined || caught instanceof ConnectionRefused) throw caught;
    throw new PlainError(`${failure} ${message}`);
  }
}

/** The one name before `--`. Throws PlainError when there is another number of them. */
export function nameArgument({ args, afterDash = [], path }: CommandContext): string {
  const count = args.length - afterDash.length;
  const [name] = args;
  if (count === 1 && name !== undefined) return name;
  throw usageError(path, `exactly one NAME is required, got ${count}`);
}

/** What stands after the name: a command for containers; undefined when there is none. */
export function commandArgument({ args }: CommandContext): readonly string[] | undefined {
  return args.length > 1 ? args.slice(1) : undefined;
}

/** Metadata with the namespace only where `-n` names one, as kubectl prints it. */
export function metadataIn({ namespaceGiven, namespace }: CommandContext, metadata: KubeMetadata): KubeMetadata {
  return { ...metadata, ...(namespaceGiven && { namespace }) };
}
