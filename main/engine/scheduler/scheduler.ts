// PLACEHOLDER by the lead so that others can run; CONTROL replaces this file.
import type { Kernel } from '../kernel/kernel.ts';
import type { ApiServer } from '../api/server.ts';
import { Informer } from '../api/informer.ts';
export class Scheduler {
  readonly id = 'kube-scheduler';
  pods: any;
  kernel: Kernel;
  server: ApiServer;
  constructor(kernel: Kernel, server: ApiServer, saved?: any) {
    this.kernel = kernel;
    this.server = server;
    this.pods = new Informer(kernel, server, this.id, 'pods', (c: any) => {
      if (c.type !== 'deleted' && !c.object.spec.nodeName && !c.object.metadata.deletionTimestamp)
        this.assign(c.object);
    });
    if (saved) this.pods.restore(saved);
  }
  assign(p: any) {
    const f =
      p.spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms?.[0]
        ?.matchFields?.[0]?.values?.[0];
    const n = f ?? this.kernel.random(this.id).pick(['worker232', 'worker233']);
    this.server.bind(p.metadata.namespace, p.metadata.name, n, this.id);
  }
  start() {
    this.pods.start();
  }
  handle(t: string, p: any) {
    this.pods.handle(t, p);
  }
  save() {
    return this.pods.save();
  }
}
