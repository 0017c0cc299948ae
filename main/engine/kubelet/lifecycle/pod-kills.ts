// The containers of one Pod that are being ended: single ones, or all of them. Most Pods end none for most of their life.
import type { SandboxStatus } from '../../runtime/status.ts';
import { ContainerKills, type KillOrder, type KillOwner, type SavedContainerKills } from './container-kills.ts';
import type { HookEnd } from './hook.ts';
import { killOrders } from './kill-orders.ts';

const NO_KILLS: SavedContainerKills = { killings: [], lookDue: false };

export class PodKills {
  readonly #owner: KillOwner;
  #kills: ContainerKills | undefined;

  constructor(owner: KillOwner, saved: SavedContainerKills = NO_KILLS) {
    this.#owner = owner;
    if (saved.killings.length > 0 || saved.lookDue) this.#kills = new ContainerKills(owner, saved);
  }

  get busy(): boolean {
    return this.#kills?.busy ?? false;
  }

  /** Begins to end a container; says whether there is anything to end. */
  begin(order: KillOrder): boolean {
    this.#kills ??= new ContainerKills(this.#owner);
    return this.#kills.begin(order);
  }

  /** Begins to end all containers that run; says whether there is anything to end. */
  beginAll(seen: SandboxStatus | undefined, graceSeconds: number): boolean {
    for (const order of killOrders(this.#owner.pod, seen, graceSeconds)) this.begin(order);
    return this.busy;
  }

  /** A preStop hook is over. */
  hookEnded(end: HookEnd): void {
    this.#kills?.hookEnded(end);
  }

  /** A stage has taken all the time there was. */
  timeUp(container: string, containerId: string, stage: string): void {
    this.#kills?.timeUp(container, containerId, stage);
  }

  /** Something of the Pod changed. */
  noteChange(): void {
    this.#kills?.noteChange();
  }

  look(): void {
    this.#kills?.look();
  }

  save(): SavedContainerKills {
    return this.#kills?.save() ?? NO_KILLS;
  }
}
