// What the probes of running containers have been answered lately: of each probe its last answer, and how often it came.
import type { ProbeView } from '../../../preload/contract/views.ts';
import type { JournalRecord } from '../../engine/kernel/journal.ts';

type Answer = NonNullable<ProbeView['answer']>;

/** By `container probe`, by the UID under which the node knows the Pod. */
export type SavedProbes = readonly (readonly [podUid: string, answers: Readonly<Record<string, Answer>>])[];

export class ProbeBook {
  readonly #answers: Map<string, Readonly<Record<string, Answer>>>;

  constructor(saved: SavedProbes = []) {
    this.#answers = new Map(saved);
  }

  answer(podUid: string, container: string, probe: ProbeView['probe']): Answer | undefined {
    return this.#answers.get(podUid)?.[keyOf(container, probe)];
  }

  /** Takes a record in; says whether an answer has come or gone. */
  fold(record: JournalRecord): boolean {
    switch (record.type) {
      case 'probe-answered': {
        const { podUid, container, probe, success, message, t } = record;
        const key = keyOf(container, probe);
        const answers = this.#answers.get(podUid) ?? {};
        const before = answers[key];
        const same = before?.success === success && before.message === message;
        const { count, sinceUs } = same ? before : { count: 0, sinceUs: t };
        const answer = { success, message, count: count + 1, sinceUs, lastUs: t };
        this.#answers.set(podUid, { ...answers, [key]: answer });
        return true;
      }
      case 'container-started':
        return this.#forget(record.podUid, record.container);
      case 'sandbox-removed':
        return this.#answers.delete(record.podUid);
      default:
        return false;
    }
  }

  save(): SavedProbes {
    return [...this.#answers];
  }

  /** A new container has answered nothing yet. */
  #forget(podUid: string, container: string): boolean {
    const answers = this.#answers.get(podUid);
    if (!answers) return false;
    const others = Object.entries(answers).filter(([key]) => !key.startsWith(`${container} `));
    this.#answers.set(podUid, Object.fromEntries(others));
    return true;
  }
}

const keyOf = (container: string, probe: string): string => `${container} ${probe}`;
