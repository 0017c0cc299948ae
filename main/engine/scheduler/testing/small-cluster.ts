// A cluster of an API server and the scheduler alone.
import type { KindMap } from '../../api/resources.ts';
import { ApiWorld, type SavedApiWorld } from '../../kinds/testing/api-world.ts';
import { Scheduler } from '../scheduler.ts';

export class SmallCluster extends ApiWorld<Scheduler> {
  constructor(saved?: SavedApiWorld) {
    super((kernel, server, state) => new Scheduler(kernel, server, state), saved);
  }

  /** A control plane node with its taint and two workers, each 2 cpu, 4Gi and 110 Pods. */
  static started(): SmallCluster {
    const cluster = new SmallCluster();
    const taints = [{ key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' }];
    cluster.addNode('master231', { spec: { taints } });
    cluster.addNode('worker232');
    cluster.addNode('worker233');
    return cluster.start();
  }

  /** A Pod of one container; `spec`, `labels` and `container` are YAML flow maps without their braces. */
  addPod(name: string, spec = '', { labels = 'app: web', container = '' } = {}): void {
    const containers = `containers: [{name: main, image: 'nginx:1.27'${container && `, ${container}`}}]`;
    this.apply(
      `{apiVersion: v1, kind: Pod, metadata: {name: ${name}, labels: {${labels}}}, spec: {${spec && `${spec}, `}${containers}}}`,
    );
  }

  pod(name: string): KindMap['pods'] | undefined {
    return this.get('pods', `default/${name}`);
  }

  nodeOf(name: string): string | undefined {
    return this.pod(name)?.spec?.nodeName;
  }

  /** The message of the Pod's condition PodScheduled. */
  message(name: string): string | undefined {
    return this.pod(name)?.status?.conditions?.find(({ type }) => type === 'PodScheduled')?.message;
  }
}
