// Models staging/src/k8s.io/kubectl/pkg/cmd/clusterinfo/clusterinfo_dump.go (v1.35).
import type { Pod } from '../../../engine/api/generated/types.ts';
import { ask } from '../api.ts';
import type { Command, CommandContext } from '../command.ts';
import { PlainError } from '../errors/errors.ts';
import { objectPrinter, type Printable } from '../printers/object-printer.ts';
import { outputFlags, outputOf } from '../printers/output-format.ts';
import { groupVersionOf, resourceFor } from '../resources/mapper.ts';
import { LogStream } from './log-stream.ts';

export const clusterInfoDumpCommand: Command = {
  name: 'dump',
  short: 'Dump relevant information for debugging and diagnosis',
  usage: 'cluster-info dump [flags]',
  flags: [
    ...outputFlags.map((flag) => (flag.name === 'output' ? { ...flag, default: 'json' } : flag)),
    { name: 'all-namespaces', shorthand: 'A', type: 'boolean' },
    { name: 'namespaces', type: 'strings' },
    { name: 'output-directory', type: 'string' },
    { name: 'pod-running-timeout', type: 'duration', default: '20s' },
  ],
  run,
};

/** What is dumped of each namespace, and under which name. */
const DUMPED: readonly (readonly [resource: string, file: string])[] = [
  ['events', 'events'],
  ['replicationcontrollers', 'replication-controllers'],
  ['services', 'services'],
  ['daemonsets', 'daemonsets'],
  ['deployments', 'deployments'],
  ['replicasets', 'replicasets'],
  ['pods', 'pods'],
];

async function run(context: CommandContext): Promise<number> {
  const { flags, out } = context;
  const directory = flags.text('output-directory');
  write(context, 'nodes', extensionOf(context), await listText(context, 'nodes'));
  for (const namespace of await namespacesOf(context)) {
    for (const [resource, file] of DUMPED) {
      write(context, `${namespace}/${file}`, extensionOf(context), await listText(context, resource, namespace));
    }
    const { items = [] } = await ask(context, { verb: 'list', resource: 'pods', namespace });
    for (const pod of items as readonly Pod[]) {
      write(context, `${namespace}/${pod.metadata?.name ?? ''}/logs`, '.txt', await logsOf(context, pod));
    }
  }
  if (directory !== '' && directory !== '-') out(`Cluster info dumped to ${directory}\n`);
  return 0;
}

async function namespacesOf(context: CommandContext): Promise<readonly string[]> {
  const { flags, namespace } = context;
  if (!flags.bool('all-namespaces')) {
    const asked = flags.list('namespaces');
    return asked.length > 0 ? asked : ['kube-system', namespace];
  }
  const { items = [] } = await ask(context, { verb: 'list', resource: 'namespaces' });
  return items.map(({ metadata }) => metadata?.name ?? '');
}

async function listText(context: CommandContext, resource: string, namespace?: string): Promise<string> {
  const served = resourceFor(context.client, resource);
  const request = { verb: 'list', resource, ...(namespace !== undefined && { namespace }) } as const;
  const { items = [], revision = '' } = await ask(context, request);
  const list: Printable = {
    kind: `${served.kind}List`,
    apiVersion: groupVersionOf(served),
    metadata: { resourceVersion: revision },
    // The items of a typed list do not say what they are.
    items: items.map(({ apiVersion: _, kind: __, ...item }) => item),
  };
  const output = outputOf(context.flags, false);
  if (output.format === 'name') {
    throw new PlainError(`list types are not supported by name printing: *v1.${served.kind}List`);
  }
  return output.format === 'human' ? '' : objectPrinter(context, output, true)(list);
}

async function logsOf(context: CommandContext, { metadata, spec }: Pod): Promise<string> {
  const { name: pod = '', namespace = '' } = metadata ?? {};
  const texts: string[] = [];
  for (const { name } of [...(spec?.initContainers ?? []), ...(spec?.containers ?? [])]) {
    const what = `logs for container ${name} of pod ${namespace}/${pod}`;
    texts.push(`==== START ${what} ====\n`, await containerLog(context, { namespace, pod, container: name }));
    texts.push(`==== END ${what} ====\n`);
  }
  return texts.join('');
}

async function containerLog(context: CommandContext, request: LogStream['request']): Promise<string> {
  const answer = await context.client.logs(request);
  if (!answer.ok) return `Request log error: ${answer.status.message}\n`;
  const all = { prefix: '', timestamps: false, since: undefined, tail: -1, bytesMax: Infinity };
  return new LogStream({ ...all, request }).take(answer.lines);
}

function extensionOf({ flags }: CommandContext): string {
  const output = flags.text('output');
  return output === 'json' || output === 'yaml' ? `.${output}` : '.txt';
}

/** Writes to a file below the directory that is asked for, else to standard output. */
function write({ flags, files, out }: CommandContext, file: string, extension: string, text: string): void {
  const directory = flags.text('output-directory');
  if (directory === '' || directory === '-') out(text);
  else files.write(`${directory.replace(/\/$/, '')}/${file}${extension}`, text);
}
