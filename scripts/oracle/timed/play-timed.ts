// Plays a case with a timed history on a fresh cluster at full speed. A step begins at its time, whether or not earlier
// ones have ended.
import { MANIFESTS_FOLDER } from '../../../preload/contract/inputs.ts';
import { KUBELET_LOG } from '../../../main/engine/kubelet/kubelet-log.ts';
import { MILLISECOND, SECOND, after, type Micros } from '../../../main/engine/kernel/time.ts';
import type { JournalRecord } from '../../../main/engine/kernel/journal.ts';
import { ClusterClient, type TerminalCluster } from '../../../main/shell/terminal/cluster-client.ts';
import { diskSource } from '../../../main/shell/terminal/disk-source.ts';
import { machineSource } from '../../../main/shell/terminal/machine-source.ts';
import { OverlayTree } from '../../../main/shell/terminal/overlay-tree.ts';
import { Terminal } from '../../../main/shell/terminal/terminal.ts';
import { atFullSpeed } from '../../../main/shell/time/full-speed.ts';
import type { CommandResult } from '../command-result.ts';
import { makeNamespace } from '../make-namespace.ts';
import { recordedKubeconfig } from '../recorded-kubeconfig.ts';
import { nodeCommand } from './node-commands.ts';
import { seenObject } from './played-history.ts';
import type { Seen } from './seen.ts';
import { STATIC_NODE, type TimedCase } from './timed-case.ts';

export interface TimedResult {
  /** Of the manifest's application, if there is a manifest, and of each step. */
  readonly steps: readonly CommandResult[];
  /** All that happened from the beginning of the case. */
  readonly records: readonly JournalRecord[];
  readonly startUs: Micros;
  /** The Nodes as they were when the case began. */
  readonly before: readonly Seen[];
}

const APPLY = 'kubectl apply -f manifest.yaml -n NS';
/** A controller may take this long to make the first Pod. */
const FIRST_POD_US = SECOND;
const LOOK_US = 10 * MILLISECOND;
/** What chance makes late must not look as if it never happened: things are watched for longer than they were recorded. */
const LATE = 1.5;
const CASE_FOLDER = '/tmp/case';
/** Of a command that did not end. */
const NO_EXIT_CODE = 137;

/** Plays the case that lies in `folder`, in a namespace of this name. */
export async function playTimedCase(
  folder: string,
  played: TimedCase,
  namespace: string,
  cluster: TerminalCluster,
): Promise<TimedResult> {
  const player = new TimedPlayer(folder, namespace, cluster);
  return atFullSpeed(
    () => player.play(played),
    cluster.sleepers,
    (to) => player.advance(to),
  );
}

/** A command on its way. */
interface Running {
  readonly ended: Promise<CommandResult>;
  readonly soFar: () => CommandResult;
}

class TimedPlayer {
  readonly #folder: string;
  readonly #namespace: string;
  readonly #held: TerminalCluster;
  readonly #client: ClusterClient;
  readonly #tree: OverlayTree;
  readonly #env: Readonly<Record<string, string>>;
  #records: JournalRecord[] = [];

  constructor(folder: string, namespace: string, held: TerminalCluster) {
    this.#folder = folder;
    this.#namespace = namespace;
    this.#held = held;
    this.#client = new ClusterClient(held);
    this.#tree = new OverlayTree([machineSource(held, STATIC_NODE), diskSource]);
    this.#env = {
      HOME: '/root',
      KUBECONFIG: '/root/.kube/config',
      NS: namespace,
      STATIC_POD_DIR: MANIFESTS_FOLDER,
      CASE_TMP: CASE_FOLDER,
      KUBELET_LOG,
      KUBELET_LOG_FROM: String((held.cluster.runtime.machine(STATIC_NODE).disk.read(KUBELET_LOG)?.length ?? 0) + 1),
    };
    this.#tree.makeFolder(CASE_FOLDER);
    this.#tree.write('/root/.kube/config', new TextEncoder().encode(recordedKubeconfig(this.#client.serverUrl)));
  }

  advance(to: Micros): void {
    this.#held.cluster.runUntil(to);
    const records = this.#held.cluster.takeRecords();
    this.#held.logBook.add(records);
    this.#records.push(...records);
  }

  async play({ steps, until, hasManifest }: TimedCase): Promise<TimedResult> {
    await makeNamespace(this.#namespace, this.#client, this.#held.cluster.server.store);
    this.#records = [];
    const { store } = this.#held.cluster.server;
    const before = [...store.all('nodes')].flatMap((node) => seenObject('nodes', node, 0) ?? []);
    const results = hasManifest ? [await this.#run(APPLY).ended] : [];
    const startUs = hasManifest ? await this.#firstPodAt() : this.#client.now;
    const running: Running[] = [];
    for (const step of steps) {
      await this.#sleepUntil(after(startUs, step.at * SECOND));
      running.push(this.#run(step.run));
    }
    await this.#sleepUntil(after(startUs, until * SECOND));
    results.push(...running.map(({ soFar }) => soFar()));
    await this.#sleepUntil(after(startUs, until * SECOND * LATE));
    return { steps: results, records: this.#records, startUs, before };
  }

  /** When the first Pod of the case was there; without one, the present. */
  async #firstPodAt(): Promise<Micros> {
    const end = after(this.#client.now, FIRST_POD_US);
    const applied = this.#client.now;
    for (;;) {
      const first = this.#records.find(
        (record) =>
          record.type === 'object-created' && record.resource === 'pods' && record.namespace === this.#namespace,
      );
      if (first) return first.t;
      if (this.#client.now >= end) return applied;
      await this.#client.sleep(LOOK_US);
    }
  }

  #run(text: string): Running {
    const input = nodeCommand(text);
    if (input) this.#held.submit(input, 'person');
    let [stdout, stderr, exit] = ['', '', NO_EXIT_CODE];
    const soFar = () => ({ stdout, stderr, exit });
    const terminal = new Terminal({
      held: this.#held,
      client: this.#client,
      tree: this.#tree,
      folder: this.#folder,
      env: this.#env,
      out: (printed) => void (stdout += printed),
      err: (printed) => void (stderr += printed),
      trace: false,
    });
    const script = input ? 'true' : text.replace(/-n NS\b/g, `-n ${this.#namespace}`);
    const ended = terminal.run(script).then((code) => {
      exit = code;
      return soFar();
    });
    return { ended, soFar };
  }

  async #sleepUntil(moment: Micros): Promise<void> {
    if (moment > this.#client.now) await this.#client.sleep(moment - this.#client.now);
  }
}
