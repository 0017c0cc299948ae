// What came of a scenario in which a Pod was killed, told from the records alone.
import type { EndpointSlice, Pod, Service } from '../../engine/api/generated/types.ts';
import { matchesLabels } from '../../engine/api/selectors.ts';
import type { JournalRecord } from '../../engine/kernel/journal.ts';
import { podCondition } from '../projection/pod-view.ts';

export interface Killed {
  readonly uid: string;
  readonly name: string;
  readonly timeUs: number;
}

export interface ScenarioFigures {
  /** Pods with the labels that are ready at the end. */
  readonly podsReady: number;
  readonly nodePorts: readonly number[];
  readonly answered: number;
  readonly failed: number;
  /** Answered requests by the name of the Pod, and by the address that was asked. */
  readonly byPod: ReadonlyMap<string, number>;
  readonly byAddress: ReadonlyMap<string, number>;
  /** From the kill on, in microseconds; undefined when it did not happen. */
  readonly leftEndpointsUs: number | undefined;
  readonly replacedUs: number | undefined;
  /** When each node's rules no longer named the killed Pod. */
  readonly rulesUs: ReadonlyMap<string, number>;
  /** Requests that went to the killed Pod although they were sent after their node's rules had been rewritten. */
  readonly late: number;
}

type Labels = Readonly<Record<string, string>>;
type Finished = Extract<JournalRecord, { readonly type: 'request-finished' }>;

/** Folds the records of a session; `labels` are those of the Pods in question. */
export class ScenarioReport {
  readonly #labels: Labels;
  readonly #killed: Killed;
  readonly #pods = new Map<string, Pod>();
  readonly #names = new Map<string, string>();
  readonly #ports = new Set<number>();
  readonly #requests: Finished[] = [];
  readonly #rulesUs = new Map<string, number>();
  #wanted = 0;
  #leftEndpointsUs: number | undefined;
  #replacedUs: number | undefined;

  constructor(labels: Labels, killed: Killed) {
    this.#labels = labels;
    this.#killed = killed;
  }

  fold(record: JournalRecord): void {
    if (record.type === 'request-finished') this.#requests.push(record);
    else if (record.type === 'rules-synced') this.#foldRules(record);
    else if ('resource' in record) this.#foldObject(record);
  }

  figures(): ScenarioFigures {
    const answered = this.#requests.filter(({ outcome }) => outcome === 'answered');
    return {
      podsReady: this.#ready(),
      nodePorts: [...this.#ports],
      answered: answered.length,
      failed: this.#requests.length - answered.length,
      byPod: countBy(answered, ({ podUid = '' }) => this.#names.get(podUid) ?? podUid),
      byAddress: countBy(answered, ({ destination }) => destination),
      leftEndpointsUs: this.#leftEndpointsUs,
      replacedUs: this.#replacedUs,
      rulesUs: this.#rulesUs,
      late: this.#requests.filter((request) => this.#isLate(request)).length,
    };
  }

  #foldObject(record: Extract<JournalRecord, { readonly resource: string }>): void {
    // The record's name of the resource says what the object is.
    if (record.resource === 'pods') this.#foldPod(record.object, record.type === 'object-deleted', record.t);
    else if (record.resource === 'services') this.#foldService(record.object);
    else if (record.resource === 'endpointslices') this.#foldSlice(record.object as EndpointSlice, record.t);
  }

  #foldPod(pod: Pod, gone: boolean, t: number): void {
    const { uid = '', name = '', labels } = pod.metadata ?? {};
    if (!matchesLabels(this.#labels, labels)) return;
    this.#names.set(uid, name);
    if (gone) this.#pods.delete(uid);
    else this.#pods.set(uid, pod);
    if (t <= this.#killed.timeUs) this.#wanted = Math.max(this.#wanted, this.#ready());
    else if (this.#ready() >= this.#wanted) this.#replacedUs ??= t - this.#killed.timeUs;
  }

  #foldService({ spec }: Service): void {
    if (spec?.type !== 'NodePort') return;
    for (const { nodePort } of spec.ports ?? []) if (nodePort !== undefined) this.#ports.add(nodePort);
  }

  #foldSlice({ endpoints = [] }: EndpointSlice, t: number): void {
    if (t <= this.#killed.timeUs || this.#leftEndpointsUs !== undefined) return;
    if (!endpoints.some(({ targetRef }) => this.#names.has(targetRef?.uid ?? ''))) return;
    const serving = endpoints.some(
      ({ targetRef, conditions }) => targetRef?.uid === this.#killed.uid && conditions?.ready !== false,
    );
    if (!serving) this.#leftEndpointsUs = t - this.#killed.timeUs;
  }

  #foldRules({ node, t, changed }: Extract<JournalRecord, { readonly type: 'rules-synced' }>): void {
    if (this.#leftEndpointsUs === undefined || changed.length === 0 || this.#rulesUs.has(node)) return;
    this.#rulesUs.set(node, t - this.#killed.timeUs);
  }

  #ready(): number {
    return [...this.#pods.values()].filter((pod) => podCondition(pod) === 'ready').length;
  }

  #isLate({ hops, podUid, sentUs }: Finished): boolean {
    if (podUid !== this.#killed.uid) return false;
    const entry = hops.find(({ at }) => at === 'node')?.id ?? '';
    const rulesUs = this.#rulesUs.get(entry);
    return rulesUs !== undefined && sentUs > this.#killed.timeUs + rulesUs;
  }
}

function countBy<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(keyOf(item), (counts.get(keyOf(item)) ?? 0) + 1);
  return new Map([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}
