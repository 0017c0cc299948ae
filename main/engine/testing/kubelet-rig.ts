// A kubelet on a machine of the oracle's preset, with an API server that is always there, for tests.
import catalogueJson from '../../../resources/images/catalogue.json';
import oracleJson from '../../../resources/presets/oracle.json';
import { bootstrapApi } from '../api-bootstrap/bootstrap.ts';
import type { Event, Pod } from '../api/generated/types.ts';
import { parseManifest } from '../api/manifest.ts';
import { handleRequest } from '../api/request.ts';
import { ApiServer, type SavedApiServer } from '../api/server.ts';
import type { Json } from '../kernel/json.ts';
import type { JournalRecord } from '../kernel/journal.ts';
import { Kernel, type SavedKernel } from '../kernel/kernel.ts';
import { SECOND, after } from '../kernel/time.ts';
import { admission } from '../kinds/admission/chain.ts';
import { kinds } from '../kinds/registry.ts';
import { parseCatalogue, parsePreset } from '../preset.ts';
import { Runtime, type SavedRuntime } from '../runtime/runtime.ts';
import { Kubelet } from '../kubelet/kubelet.ts';

const preset = parsePreset(oracleJson);
const catalogue = parseCatalogue(catalogueJson);
if (!preset.ok || !catalogue.ok) throw new Error('the presets are not valid');

export const NODE = 'worker232';

export interface SavedRig {
  readonly kernel: SavedKernel;
  readonly server: SavedApiServer;
  readonly runtime: SavedRuntime;
  readonly kubelet: Json;
}

export class Rig {
  readonly kernel: Kernel;
  readonly server: ApiServer;
  readonly runtime: Runtime;
  readonly records: JournalRecord[] = [];
  readonly components: string[] = [];
  kubelet: Kubelet;

  constructor(seed = 1, saved?: SavedRig) {
    if (!preset.ok || !catalogue.ok) throw new Error('the presets are not valid');
    const { settings, nodes } = preset.value;
    this.kernel = new Kernel(seed);
    if (saved) this.kernel.restore(saved.kernel);
    this.server = new ApiServer(this.kernel, kinds, settings, undefined, admission);
    if (saved) this.server.restore(saved.server);
    this.runtime = new Runtime(this.kernel, nodes, catalogue.value, saved?.runtime);
    this.runtime.connect({
      start: (program) => {
        this.components.push(`+${program}`);
        return undefined;
      },
      stop: (program) => this.components.push(`-${program}`),
      serve: () => undefined,
    });
    if (saved) {
      this.kubelet = this.#addKubelet(saved.kubelet);
      return;
    }
    this.server.serving = true;
    this.server.storageUp = true;
    bootstrapApi(this.server, '10.0.0.231');
    this.#publishAuthority();
    this.runtime.powerOn(NODE);
    this.kubelet = this.#addKubelet();
    this.kubelet.start();
    this.runFor(2);
    const node = this.server.get('nodes', '', NODE);
    if (!node.ok) throw new Error(node.status.message);
    const spec = { ...node.object.spec, podCIDR: '10.244.1.0/24', podCIDRs: ['10.244.1.0/24'] };
    this.server.update('nodes', { ...node.object, spec }, { actor: 'test' });
    this.runFor(1);
  }

  runFor(seconds: number): JournalRecord[] {
    this.kernel.runUntil(after(this.kernel.now, seconds * SECOND));
    const taken = this.kernel.journal.take();
    this.records.push(...taken);
    return taken;
  }

  apply(manifest: string): void {
    const parsed = parseManifest(manifest, 'test.yaml');
    if (!parsed.ok) throw new Error(parsed.problem.message);
    for (const object of parsed.value) {
      const resource = object.kind === 'Pod' ? 'pods' : `${(object.kind ?? '').toLowerCase()}s`;
      const created = handleRequest(this.server, 'person', { resource, namespace: 'default', verb: 'create', object });
      if (!created.ok) throw new Error(created.status.message);
    }
  }

  delete(name: string, gracePeriodSeconds?: number): void {
    this.server.delete('pods', 'default', name, { actor: 'person', gracePeriodSeconds });
  }

  pod(name: string): Pod | undefined {
    const found = this.server.get('pods', 'default', name);
    return found.ok ? found.object : undefined;
  }

  /** Reasons of the events about an object, with their counts, in the order of their first times. */
  events(name: string): readonly string[] {
    const about = [...this.server.store.all('events')].filter((event: Event) => event.involvedObject.name === name);
    return about.map(({ reason = '', count = 1 }) => (count === 1 ? reason : `${reason} x${String(count)}`));
  }

  /** Starts the kubelet anew on a machine that goes on running. */
  restartKubelet(): void {
    this.server.hub.unsubscribeAll(this.kubelet.id);
    this.kernel.removeActor(this.kubelet.id);
    this.kubelet = this.#addKubelet();
    this.kubelet.start();
  }

  /** Switches the machine off and, after some seconds, on again; `emptied`: its runtime has forgotten everything. */
  powerCycle(seconds: number, emptied = false): void {
    this.server.hub.unsubscribeAll(this.kubelet.id);
    this.kernel.removeActor(this.kubelet.id);
    this.runtime.powerOff(NODE);
    this.runFor(seconds);
    this.runtime.powerOn(NODE, emptied);
    this.kubelet = this.#addKubelet();
    this.kubelet.start();
  }

  /** Saves everything, turns it into text and back, and makes it anew. */
  reborn(): Rig {
    const saved: SavedRig = {
      kernel: this.kernel.save(),
      server: this.server.save(),
      runtime: this.runtime.save(),
      kubelet: this.kubelet.save(),
    };
    return new Rig(saved.kernel.seed, JSON.parse(JSON.stringify(saved)) as SavedRig);
  }

  /** Everything that is the case now, as text. */
  state(): string {
    return JSON.stringify([this.kernel.save(), this.server.save(), this.runtime.save(), this.kubelet.save()]);
  }

  /** What a controller does in a whole cluster: every Pod mounts it. */
  #publishAuthority(): void {
    const metadata = { name: 'kube-root-ca.crt', namespace: 'default' };
    const published = { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { 'ca.crt': 'CERTIFICATE' } };
    this.server.create('configmaps', published, { actor: 'test' });
  }

  #addKubelet(saved?: Json): Kubelet {
    const kubelet = new Kubelet(this.kernel, this.server, this.runtime, NODE, saved);
    this.kernel.addActor(kubelet);
    return kubelet;
  }
}

/** What a Pod went through from `since`: seconds, phase, container state, readiness, grace period; one line a change. */
export function lifeOf(records: readonly JournalRecord[], name: string, sinceUs = 0): readonly string[] {
  const lines: string[] = [];
  for (const record of records) {
    if (!record.type.startsWith('object-') || !('resource' in record)) continue;
    if (record.resource !== 'pods' || record.name !== name || record.t < sinceUs) continue;
    const line = record.type === 'object-deleted' ? 'deleted' : describe(record.object);
    if (lines.at(-1)?.split(' | ')[1] === line) continue;
    lines.push(`${((record.t - sinceUs) / SECOND).toFixed(1)} | ${line}`);
  }
  return lines;
}

function describe({ status, metadata }: Pod): string {
  const containers = [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])].map(
    ({ name, state, ready, restartCount }) => {
      const how =
        state?.waiting?.reason ?? (state?.running ? 'running' : `exit ${String(state?.terminated?.exitCode)}`);
      return `${name}: ${how}${ready ? ' ready' : ''}${restartCount > 0 ? ` restarts ${String(restartCount)}` : ''}`;
    },
  );
  const grace = metadata?.deletionGracePeriodSeconds;
  return [status?.phase, ...containers, ...(grace === undefined ? [] : [`grace ${String(grace)}`])].join(', ');
}
