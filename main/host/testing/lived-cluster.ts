// A cluster whose records are kept and folded as they come, with a terminal at it: what the records tell and what the API
// says can be laid side by side.
import type { EngineInput } from '../../../preload/contract/inputs.ts';
import type { Cluster } from '../../engine/cluster.ts';
import type { JournalRecord } from '../../engine/kernel/journal.ts';
import { type Micros, SECOND, after } from '../../engine/kernel/time.ts';
import { apply, runningCluster } from '../../engine/testing/clusters.ts';
import { ClusterClient, type TerminalCluster } from '../../shell/terminal/cluster-client.ts';
import { LogBook } from '../../shell/terminal/log-book.ts';
import { OverlayTree } from '../../shell/terminal/overlay-tree.ts';
import { Terminal } from '../../shell/terminal/terminal.ts';
import { atFullSpeed } from '../../shell/time/full-speed.ts';
import { Sleepers } from '../../shell/time/sleepers.ts';
import { Projection } from '../projection/projection.ts';

export class LivedCluster {
  readonly cluster: Cluster;
  readonly records: JournalRecord[] = [];
  /** What the records told, and nothing else. */
  readonly told = new Projection();
  readonly #held: TerminalCluster;

  /** Has been up for a minute, of which all is told. */
  constructor(preset: Parameters<typeof runningCluster>[1] = 'oracle') {
    this.cluster = runningCluster(1, preset);
    this.#held = {
      cluster: this.cluster,
      submit: (input, caller) => this.cluster.submit(input, caller),
      sleepers: new Sleepers(),
      logBook: new LogBook(),
    };
    this.#hear();
  }

  apply(manifest: string): void {
    const result = apply(this.cluster, manifest);
    if (!result.ok) throw new Error(JSON.stringify(result));
    this.#hear();
  }

  submit(input: EngineInput): void {
    const result = this.cluster.submit(input);
    if (!result.ok) throw new Error(JSON.stringify(result));
    this.#hear();
  }

  runFor(seconds: number): void {
    this.#runTo(after(this.cluster.now, seconds * SECOND));
  }

  /** Runs a script of terminal commands; answers all that it prints. */
  async terminal(script: string): Promise<string> {
    let shown = '';
    const print = (text: string) => void (shown += text);
    const terminal = new Terminal({
      held: this.#held,
      client: new ClusterClient(this.#held),
      tree: new OverlayTree([]),
      folder: '/home',
      env: { HOME: '/home' },
      out: print,
      err: print,
      trace: false,
    });
    await atFullSpeed(
      () => terminal.run(script),
      this.#held.sleepers,
      (to) => {
        this.#runTo(to);
      },
    );
    this.#hear();
    return shown;
  }

  #runTo(to: Micros): void {
    this.cluster.runUntil(to);
    this.#hear();
  }

  #hear(): void {
    const records = this.cluster.takeRecords();
    for (const record of records) {
      this.records.push(record);
      this.told.fold(record);
    }
    this.told.moveTo(this.cluster.now);
    this.#held.logBook.add(records);
  }
}
