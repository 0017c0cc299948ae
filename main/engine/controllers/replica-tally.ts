// An owner's Pods, counted. A large owner is looked at for every change of one of its Pods; going through all of them
// each time would cost more than everything else, so only those that have changed are looked at again. All of it can be
// made anew from the caches at any time.
import type { PodTemplateSpec } from '../api/generated/types.ts';
import { type KindMap, keyOf } from '../api/resources.ts';
import { type Labels, labelTest } from '../api/selectors.ts';
import { isPodReady } from '../kinds/pod/status.ts';
import { isPodActive, isPodTerminating } from './pod-state.ts';

type Pod = KindMap['pods'];

/** What a count depends on, beside the Pods. */
export interface TallyTerms {
  readonly uid: string;
  /** Of the owner: a new one means new rules. */
  readonly generation: number;
  readonly template: PodTemplateSpec;
  readonly selects: (labels: Labels) => boolean;
}

export interface ReplicaCounts {
  readonly replicas: number;
  readonly ready: number;
  readonly fullyLabeled: number;
  readonly terminating: number;
}

interface Facts {
  readonly pod: Pod;
  readonly isSelected: boolean;
  readonly isReady: boolean;
  readonly isFullyLabeled: boolean;
}

export class ReplicaTally {
  readonly #facts = new Map<string, Facts>();
  readonly #touched = new Set<string>();
  /** Selected Pods that are being deleted and have not ended. */
  readonly #terminating = new Set<string>();
  #terms = '';
  #ready = 0;
  #fullyLabeled = 0;
  readonly #strays = new Set<string>();

  /** Has a Pod looked at again with the next `update`. */
  touch(key: string): void {
    this.#touched.add(key);
  }

  /** Brings the counts up to date; `owned` gives all Pods that the owner controls, `podOf` one of them if it is there. */
  update(terms: TallyTerms, owned: () => Iterable<Pod>, podOf: (key: string) => Pod | undefined): void {
    const name = `${terms.uid} ${String(terms.generation)}`;
    const isLabeled = labelTest(terms.template.metadata?.labels);
    if (name !== this.#terms) {
      this.#terms = name;
      for (const key of [...this.#facts.keys()]) this.#remove(key);
      this.#terminating.clear();
      for (const pod of owned()) this.#add(pod, terms, isLabeled);
    } else {
      for (const key of this.#touched) {
        this.#remove(key);
        const pod = podOf(key);
        if (pod) this.#add(pod, terms, isLabeled);
      }
    }
    this.#touched.clear();
  }

  /** Active Pods that the selector selects, in no particular order. */
  pods(): Pod[] {
    return [...this.#facts.values()].filter(({ isSelected }) => isSelected).map(({ pod }) => pod);
  }

  /** Active Pods that the owner controls and no longer selects, in no particular order. */
  strays(): Pod[] {
    return [...this.#strays].flatMap((key) => this.#facts.get(key)?.pod ?? []);
  }

  /** Of the Pods that are selected. */
  get counts(): ReplicaCounts {
    return {
      replicas: this.#facts.size - this.#strays.size,
      ready: this.#ready,
      fullyLabeled: this.#fullyLabeled,
      terminating: this.#terminating.size,
    };
  }

  #add(pod: Pod, { selects }: TallyTerms, isLabeled: (labels: Labels | undefined) => boolean): void {
    const { labels } = pod.metadata ?? {};
    if (isPodTerminating(pod) && selects(labels ?? {})) this.#terminating.add(keyOf(pod));
    if (!isPodActive(pod)) return;
    const facts = {
      pod,
      isSelected: selects(labels ?? {}),
      isReady: isPodReady(pod),
      isFullyLabeled: isLabeled(labels),
    };
    this.#facts.set(keyOf(pod), facts);
    if (facts.isSelected) this.#count(facts, 1);
    else this.#strays.add(keyOf(pod));
  }

  #remove(key: string): void {
    this.#terminating.delete(key);
    const facts = this.#facts.get(key);
    if (!facts) return;
    this.#facts.delete(key);
    if (!this.#strays.delete(key)) this.#count(facts, -1);
  }

  #count({ isReady, isFullyLabeled }: Facts, sign: 1 | -1): void {
    if (isReady) this.#ready += sign;
    if (isFullyLabeled) this.#fullyLabeled += sign;
  }
}
