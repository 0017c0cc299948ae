// All that records have told of one moment: the objects of the API, and what no object says.
import type { EntityMap } from '../../../preload/contract/views.ts';
import { type KindMap, type PrintContext } from '../../engine/api/resources.ts';
import type { Micros } from '../../engine/kernel/time.ts';
import { kindOf } from '../kind-of.ts';
import type { ClientFigures } from './client-figures.ts';
import type { CommandBook } from './command-book.ts';
import type { Machines } from './machines.ts';
import { nodeView } from './node-view.ts';
import { ObjectTables } from './object-tables.ts';
import { type PodTimes, podView } from './pod-view.ts';
import type { ProbeBook } from './probe-book.ts';
import { serviceView } from './service-view.ts';
import { type WorkloadResource, workloadView } from './workload-view.ts';

export interface WorldParts {
  readonly machines: Machines;
  readonly podTimes: Map<string, PodTimes>;
  readonly clients: Map<string, ClientFigures>;
  readonly probes: ProbeBook;
  readonly commands: CommandBook;
}

export class World {
  readonly objects = new ObjectTables();
  readonly machines: Machines;
  /** By UID. */
  readonly podTimes: Map<string, PodTimes>;
  readonly clients: Map<string, ClientFigures>;
  readonly probes: ProbeBook;
  readonly commands: CommandBook;
  /** The moment, in microseconds. */
  nowUs: number;

  constructor({ machines, podTimes, clients, probes, commands }: WorldParts, nowUs: number) {
    this.machines = machines;
    this.podTimes = podTimes;
    this.clients = clients;
    this.probes = probes;
    this.commands = commands;
    this.nowUs = nowUs;
  }

  /** What tables and descriptions of this moment are printed from. */
  get printContext(): PrintContext {
    return { now: this.nowUs as Micros, list: (resource) => [...this.objects.all(resource)] };
  }

  node(key: string): EntityMap['nodes'] | undefined {
    const node = this.objects.get('nodes', key);
    const pods = this.objects.podsByNode.of(key).flatMap((pod) => this.objects.get('pods', pod) ?? []);
    return node && nodeView(node, this.#status('nodes', node), this.machines.of(key), pods);
  }

  pod(key: string): EntityMap['pods'] | undefined {
    const pod = this.objects.get('pods', key);
    const times = this.podTimes.get(pod?.metadata?.uid ?? '');
    return pod && times && podView(pod, this.#status('pods', pod), times, this.probes);
  }

  service(key: string): EntityMap['services'] | undefined {
    const service = this.objects.get('services', key);
    const slices = this.objects.slicesByService.of(key);
    return (
      service &&
      serviceView(
        service,
        slices.flatMap((slice) => this.objects.get('endpointslices', slice) ?? []),
      )
    );
  }

  /** `key` is that of the object with its resource before it: `daemonsets:kube-system/kube-proxy`. */
  workload(key: string): EntityMap['workloads'] | undefined {
    const [resource, name] = key.split(':') as [WorkloadResource, string];
    const workload = this.objects.get(resource, name);
    return workload && workloadView(resource, workload);
  }

  client(name: string): EntityMap['clients'] | undefined {
    return this.clients.get(name)?.view(this.nowUs);
  }

  /** What kubectl prints in the STATUS column. */
  #status<R extends 'nodes' | 'pods'>(resource: R, object: KindMap[R]): string {
    const column = kindOf(resource).columns.find(({ name }) => name.toUpperCase() === 'STATUS');
    return column?.cell(object, this.printContext) ?? '';
  }
}
