// Models staging/src/k8s.io/kubectl/pkg/cmd/create/{create_namespace,create_serviceaccount,create_priorityclass}.go
// (v1.35): objects that are hardly more than a name.
import { generatorCommand, metadataIn } from './generator.ts';

export const createNamespaceCommand = generatorCommand({
  name: 'namespace',
  aliases: ['ns'],
  short: 'Create a namespace with the specified name',
  usage: 'create namespace NAME [--dry-run=server|client|none]',
  flags: [],
  failure: undefined,
  make: (_, name) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name }, spec: {}, status: {} }),
});

export const createServiceAccountCommand = generatorCommand({
  name: 'serviceaccount',
  aliases: ['sa'],
  short: 'Create a service account with the specified name',
  usage: 'create serviceaccount NAME [--dry-run=server|client|none]',
  flags: [],
  failure: 'failed to create serviceaccount:',
  make: (context, name) => ({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: metadataIn(context, { name }) }),
});

export const createPriorityClassCommand = generatorCommand({
  name: 'priorityclass',
  aliases: ['pc'],
  short: 'Create a priority class with the specified name',
  usage: 'create priorityclass NAME --value=VALUE --global-default=BOOL [--dry-run=server|client|none]',
  flags: [
    { name: 'value', type: 'int', default: 0 },
    { name: 'global-default', type: 'boolean' },
    { name: 'description', type: 'string' },
    {
      name: 'preemption-policy',
      type: 'string',
      default: 'PreemptLowerPriority',
    },
  ],
  failure: 'failed to create priorityclass:',
  make: ({ flags }, name) => ({
    apiVersion: 'scheduling.k8s.io/v1',
    kind: 'PriorityClass',
    metadata: { name },
    value: flags.int('value'),
    ...(flags.bool('global-default') && { globalDefault: true }),
    ...(flags.text('description') !== '' && { description: flags.text('description') }),
    preemptionPolicy: flags.text('preemption-policy'),
  }),
});
