// Models staging/src/k8s.io/kubectl/pkg/cmd/expose/expose.go (v1.35).
import type { KubeObject } from '../../../../preload/contract/objects.ts';
import { withTypedConfig } from '../apply/last-applied.ts';
import type { Command, CommandContext } from '../command.ts';
import { asFailure, PlainError, throwAll } from '../errors/errors.ts';
import { exposingService, selectorFlag } from '../expose/service.ts';
import { requireExposable, selectorOf } from '../expose/introspection.ts';
import { filenameFlags, selectionOf } from '../flags/selection-flags.ts';
import { outputFlags } from '../printers/output-format.ts';
import { resultPrinter } from '../printers/results.ts';
import { resourceOfKind } from '../resources/mapper.ts';
import { type Item, visit } from '../resources/visit.ts';
import { createObject } from '../writing/create-object.ts';
import { overridden, overrideFlags } from '../writing/overrides.ts';
import { recordFlag, recorded } from '../writing/record.ts';
import { announcedDryRun, dryRunFlag, dryRunOf, fieldManagerFlag, saveConfigFlag } from '../writing/write-flags.ts';

export const exposeCommand: Command = {
  name: 'expose',
  short: 'Take a replication controller, service, deployment or pod and expose it as a new Kubernetes service',
  usage:
    'expose (-f FILENAME | TYPE NAME) [--port=port] [--protocol=TCP|UDP|SCTP] [--target-port=number-or-name] [--name=name] [--external-ip=external-ip-of-service] [--type=type]',
  flags: [
    ...filenameFlags,
    ...outputFlags,
    dryRunFlag,
    saveConfigFlag,
    fieldManagerFlag('kubectl-expose'),
    recordFlag,
    ...overrideFlags,
    { name: 'cluster-ip', type: 'string' },
    { name: 'external-ip', type: 'string' },
    { name: 'labels', shorthand: 'l', type: 'string' },
    { name: 'load-balancer-ip', type: 'string' },
    { name: 'name', type: 'string' },
    { name: 'port', type: 'string' },
    { name: 'protocol', type: 'string' },
    { name: 'selector', type: 'string' },
    { name: 'session-affinity', type: 'string' },
    { name: 'target-port', type: 'string' },
    { name: 'type', type: 'string' },
  ],
  run,
};

async function run(context: CommandContext): Promise<number> {
  const { args } = context;
  const print = resultPrinter(context, announcedDryRun(context));
  const selection = { ...selectionOf(context, args), labelSelector: '' };
  const { visits } = await visit(context, selection, { latest: true });
  const errors: Error[] = [];
  let selector = selectorFlag(context.flags);
  for (const one of visits) {
    try {
      if (!one.ok) throw one.error;
      requireExposable(one.item.resource);
      // What was found once selects for all that follow.
      selector ??= selectorOf(objectOf(one.item));
      print(await expose(context, one.item, selector), 'exposed');
    } catch (caught) {
      errors.push(asFailure(caught));
    }
  }
  throwAll(errors);
  return 0;
}

function objectOf({ object }: Item): KubeObject {
  if (object) return object;
  throw new Error('an object was visited without being got');
}

async function expose(
  context: CommandContext,
  item: Item,
  selector: Readonly<Record<string, string>>,
): Promise<KubeObject> {
  const { flags, client, namespace, namespaceGiven } = context;
  const made = exposingService(flags, item.name, objectOf(item), selector);
  const service = recorded(context, overridden(flags, 'Service', made));
  const resource = resourceOfKind(client, service.apiVersion ?? '', service.kind ?? '');
  if (!resource) throw new PlainError('the server could not find the requested resource');
  if (dryRunOf(flags) === 'client') {
    return namespaceGiven ? { ...service, metadata: { ...service.metadata, namespace } } : service;
  }
  return await createObject(context, {
    resource,
    namespace,
    object: withTypedConfig(service, flags.bool('save-config')),
  });
}
