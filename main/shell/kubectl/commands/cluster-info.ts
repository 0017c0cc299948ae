// Models staging/src/k8s.io/kubectl/pkg/cmd/clusterinfo/clusterinfo.go (v1.35).
import type { Service } from '../../../engine/api/generated/types.ts';
import { ask } from '../api.ts';
import type { Command, CommandContext } from '../command.ts';
import { clusterInfoDumpCommand } from './cluster-info-dump.ts';

export const clusterInfoCommand: Command = {
  name: 'cluster-info',
  short: 'Display cluster information',
  long: 'Display addresses of the control plane and services with label kubernetes.io/cluster-service=true.',
  usage: 'cluster-info [flags]',
  flags: [],
  subcommands: [clusterInfoDumpCommand],
  run,
};

async function run(context: CommandContext): Promise<number> {
  const { client, kubeconfig, out } = context;
  const { items = [] } = await ask(context, {
    verb: 'list',
    resource: 'services',
    namespace: 'kube-system',
    labelSelector: 'kubernetes.io/cluster-service=true',
  });
  const server = kubeconfig.server() || client.serverUrl;
  out(`Kubernetes control plane is running at ${server}\n`);
  for (const service of items as readonly Service[]) out(`${serviceLine(service, server)}\n`);
  out("\nTo further debug and diagnose cluster problems, use 'kubectl cluster-info dump'.\n");
  return 0;
}

function serviceLine({ metadata, spec }: Service, server: string): string {
  const { name = '', namespace = '', labels = {} } = metadata ?? {};
  const title = labels['kubernetes.io/name'] ?? name;
  const [port] = spec?.ports ?? [];
  const address = `${name}:${port?.name ?? ''}`.replace(/:$/, '');
  return `${title} is running at ${server}/api/v1/namespaces/${namespace}/services/${address}/proxy`;
}
